"""Contacts whose day has passed, and those that were deleted before: from the history as well."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from reversion.models import Revision, Version

from agreements.models import AgreementContact
from agreements.personal.person import ERASED
from agreements.personal.records import change_in_merges, fields_of, versions_of
from partners.models import Contact

from . import Term


class Contacts(Term):
    name = "contacts"

    def due(self):
        return Contact.objects.overdue(self.day).order_by("pk").values_list("pk", flat=True)

    def erase(self, key):
        """Unless it has been confirmed meanwhile."""
        if contact := Contact.objects.overdue(self.day).select_for_update(of=("self",)).filter(pk=key).first():
            contact.delete()
            erase_history(key)


class DeletedContacts(Term):
    """An officer who deletes a contact may take that back, until the day to which it was kept."""

    name = "deleted contacts"

    def due(self):
        """A functional mailbox may have no such day: deleted, it is of nobody."""
        known = set(Contact.objects.values_list("pk", flat=True))
        until: dict[int, str | None] = {}
        for version in Version.objects.get_for_model(Contact).order_by("pk").iterator(chunk_size=500):
            until[int(version.object_id)] = fields_of(version)["keep_until"]
        return sorted(key for key, day in until.items() if key not in known and day and day < self.day.isoformat())

    def erase(self, key):
        erase_history(key)


def erase_history(key: int) -> None:
    """Nothing brings the contact back: no version, no merge; the log says that there was one."""
    of_model = ContentType.objects.get_for_model(Contact)
    its_own = Q(content_type=of_model, object_id=str(key))
    Version.objects.filter(its_own | versions_of(AgreementContact, contact=key)).delete()
    Revision.objects.filter(version=None).delete()
    LogEntry.objects.filter(its_own).update(object_repr=ERASED, change_message="")
    change_in_merges(Contact, lambda row: None if row["pk"] == key else row)
