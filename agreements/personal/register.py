"""The register of personal data: whose is held, what, why, and until when. Declared once, shown to staff and visitors.

It follows article 30 of the GDPR. `fields` says where it stands; what a text column of any model holds must be said
here or in `nothing_personal`, or a test fails: whoever adds a column decides. Terms and legal bases are to be
confirmed by the data protection officer of whoever runs the register.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inserm_intl.accounts import devices
from inserm_intl.spreadsheets.previewing import KEPT

from . import terms

# What lazily becomes a text of the reader's language.
Words = Any

PUBLIC_TASK = _("Public task (GDPR, article 6, paragraph 1, point e)")
SECURITY = _("Security of the register (GDPR, article 32)")
ARCHIVES = _("Public task, and archiving in the public interest (GDPR, article 89)")


@dataclass(frozen=True)
class Holding:
    """`fields`: the columns, by model ("*" for those that every record has). `source`: where the term comes from."""

    whose: Words
    what: Words
    why: Words
    until: Words
    basis: Words = PUBLIC_TASK
    source: Words = ""
    fields: dict[str, str] = field(default_factory=dict)


CONTACTS = Holding(
    _("People met at partner institutions"),
    _("Name, function, e-mail address, telephone, part in agreements."),
    _("To write to those who follow a cooperation."),
    format_lazy(
        _("{years} years after they were last confirmed; then erased, with their history."), years=terms.CONTACT_YEARS
    ),
    source=_("CNIL, reference framework on business contacts (2021), by analogy: three years after the last contact"),
    fields={
        "partners.Contact": "name function email phone",
        "agreements.AgreementContact": "contact",
    },
)
SIGNATORIES = Holding(
    _("Signatories of agreements"),
    _("Name; their function is public."),
    _("To know who committed each side."),
    format_lazy(
        _("{years} years after the end of the agreement; the signed text, which names them, stays in the archives."),
        years=terms.SIGNATORY_YEARS,
    ),
    source=_("French civil code, article 2224: five years to go to court"),
    fields={"agreements.Party": "signatory_name signatory_function"},
)
DOCUMENTS = Holding(
    _("People named in documents and frozen reports"),
    _("What signed texts, annexes, minutes and working files say of them; names of files."),
    _("To prove what was agreed, and how it was prepared."),
    _("As public archives: they go, or stay for good, as was decided with the archivists."),
    ARCHIVES,
    _("French heritage code, article L. 212-2"),
    {
        "agreements.Document": "title original_name uploaded_by",
        "agreements.Report": "title sent_to question frozen frozen_by",
    },
)
NOTES = Holding(
    _("People named in notes"),
    _("What an internal note, a stage of a negotiation, a reason or an assessment says of them."),
    _("To follow a cooperation from one officer to the next."),
    _("As long as the record that they are about; erased on request."),
    fields={
        "*": "internal_note",
        "partners.Institution": "prospect_source",
        "partners.Merge": "reason",
        "agreements.Activity": "paid_by",
        "agreements.Assessment": "assessed_by scientific_excellence complementarity reciprocity added_value",
        "agreements.Deadline": "what done_how",
        "agreements.Dismissal": "why facts",
        "agreements.Identification": "note",
        "agreements.Stage": "note",
    },
)
PUBLISHED = Holding(
    _("People named in published texts"),
    _("Nobody should be: functions are named, and those who travel are counted. A text may do so by mistake."),
    _("To make a cooperation known."),
    _("Removed as soon as it is reported."),
    fields={
        "agreements.Activity": "title",
        "agreements.Agreement": "title acronym summary own_number partner_number",
        "agreements.Amendment": "subject",
        "agreements.Call": "title funding how_to_apply",
        "agreements.ExchangeProgramme": "title summary eligibility how_to_apply mailbox next_call",
        "agreements.Party": "laboratory",
        "inserm_intl.Page": "title body",
        "partners.Cooperation": "reference",
        "partners.CountryGroup": "description",
        "partners.KeyFigure": "wording",
        "partners.Priority": "text",
    },
)
ACCOUNTS = Holding(
    _("Staff who keep the register"),
    _("User name, name, e-mail address, password (only a hash), rights, last login, what is assigned to them."),
    _("To let in those who may, to say who did what, and to remind them of deadlines."),
    format_lazy(
        _("Closed after {months} months without a login; name and address erased after {years} years."),
        months=terms.UNUSED_MONTHS,
        years=terms.FORGOTTEN_YEARS,
    ),
    fields={
        "auth.User": "username first_name last_name email password last_login date_joined",
        "agreements.Agreement": "officer",
        "agreements.Deadline": "officer done_by",
        "agreements.Dismissal": "officer",
        "agreements.Reminder": "sent_to acknowledged_by",
        "partners.Institution": "officer",
    },
)
LOGINS = Holding(
    _("Staff who log in"),
    _("Sessions, second factor, link to the organisation’s own login, hash of a calendar’s address, known browsers."),
    _("To let in nobody else."),
    format_lazy(
        _("Sessions: {hours} hours; the cookie of a known browser: {days} days; the rest goes with the account."),
        hours=settings.ACCOUNT_SESSION_COOKIE_AGE // timedelta(hours=1),
        days=devices.AGE // 86_400,
    ),
    SECURITY,
    fields={
        "account.EmailAddress": "user email",
        "account.EmailConfirmation": "key",
        "mfa.Authenticator": "user data",
        "sessions.Session": "session_key session_data",
        "socialaccount.SocialAccount": "user provider uid extra_data",
        "socialaccount.SocialToken": "token token_secret",
        "inserm_intl.Preferences": "user calendar_hash",
    },
)
HISTORY = Holding(
    _("Staff, and people named in what was changed"),
    _("Who changed what, when and why; what stood there before."),
    _("To understand a record, and to take back a mistake."),
    _("As long as the record; of a person who is erased nothing stays; authors lose their name with their account."),
    fields={
        "admin.LogEntry": "user object_repr change_message",
        "reversion.Revision": "user comment",
        "reversion.Version": "serialized_data object_repr",
        "partners.Merge": "journal made_by undone_by kept_name merged_name",
        "partners.UpstreamChange": "before",
    },
)
IMPORTS = Holding(
    _("People named in imported spreadsheets"),
    _("The rows as they were read, what they changed, the name of the file and who sent it; never the file."),
    _("To confirm, match or undo an import."),
    format_lazy(
        _("{days} days where it was not confirmed, else {months} months."), days=KEPT.days, months=terms.IMPORT_MONTHS
    ),
    fields={
        "inserm_intl.Import": "file_name notices letters officer",
        "inserm_intl.ImportRow": "record_name line changes before errors warnings waits",
    },
)
ADDRESSES = Holding(
    _("Visitors, and staff who log in"),
    _("The network address, counted against too many requests or wrong passwords; never written in a log."),
    _("To keep the site available, and accounts closed to those who guess."),
    _("One minute for requests; for logins as long as the limit lasts; what is left of a count goes each night."),
    SECURITY,
)
MAILS = Holding(
    _("Staff who are reminded"),
    _("E-mail address and their deadlines, in the mails that are sent."),
    _("To be reminded in time."),
    _("The register keeps no copy of a mail: only which deadline was told to whom, and when."),
)
BACKUPS = Holding(
    _("All of these people"),
    _("All of the above, in the copies that are made of the database and the documents."),
    _("To start again after a loss."),
    _("As long as the operator keeps its copies; who was erased since is erased again from a copy that is restored."),
    SECURITY,
)
REGISTER = [
    CONTACTS, SIGNATORIES, NOTES, DOCUMENTS, PUBLISHED, IMPORTS, HISTORY, ACCOUNTS, LOGINS, ADDRESSES, MAILS, BACKUPS,
]  # fmt: skip
