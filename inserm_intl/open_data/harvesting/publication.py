"""Who publishes the data, under which licence, from which sources: what every description of them repeats."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inserm_intl.structured import absolute

VERSION = "1.0.0"  # of what each noun's columns mean; its first number is that of /api/v1/
NAME = "international-cooperation-register"
TITLE = _("International cooperation register (demonstration)")
ABOUT = _("Who the institute cooperates with abroad, what was agreed, what happens under it, and what it adds up to.")
DEMONSTRATION = _(
    "Demonstration: records marked as invented are fictitious, and this is not an official publication of Inserm."
)
KEYWORDS = [_("international cooperation"), _("research"), _("health")]

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
LICENCES = [{"name": "etalab-2.0", "path": LICENCE, "title": "Licence Ouverte / Open Licence 2.0"}]
SOURCES = [
    {"title": "Research Organization Registry (CC0)", "path": "https://ror.org/"},
    {"title": "GeoNames (CC BY 4.0)", "path": "https://www.geonames.org/"},
    {"title": "Unicode CLDR", "path": "https://cldr.unicode.org/"},
    {"title": "United Nations M49", "path": "https://unstats.un.org/unsd/methodology/m49/"},
]


def publisher() -> dict:
    """The publisher, as Frictionless names a contributor."""
    contacts = absolute(reverse("page", args=["contacts"]))
    return {"title": str(TITLE), "path": contacts, "role": "publisher"}
