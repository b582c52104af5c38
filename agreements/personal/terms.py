"""For how long personal data is kept: each term once, told by the register and applied by `retention`.

Plausible, and to be confirmed by the data protection officer of whoever runs the register.
"""

from partners.models.contact import KEPT_MONTHS

CONTACT_YEARS = KEPT_MONTHS // 12
# After the end of an agreement: for so long either side may go to court over it.
SIGNATORY_YEARS = 5
# Since the last login, else since the account was made.
UNUSED_MONTHS = 12
FORGOTTEN_YEARS = 3
# Since the file was read: until then an import can be undone, and its rows matched.
IMPORT_MONTHS = 12
