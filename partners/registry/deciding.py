"""An officer takes over what the registry says of an institution."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from partners.models import Institution, RegistryRecord
from partners.models.registry import Status
from partners.models.upstream import Fact

from .changes import notice
from .facts import theirs
from .successors import heirs_of


def take_over(institution: Institution, record: RegistryRecord, fact: str, chosen: str = "") -> list[str]:
    """Set what the registry says on the institution, unsaved; return the fields that were set.

    Of a record that was withdrawn, follow its successor: the one there is, or the one `chosen` by
    its identifier. Of an organisation that is no more, name its successor where it is entered.
    ValidationError says why it cannot be done.
    """
    if fact != Fact.STATUS:
        columns = theirs(institution, record, fact)
        for name, value in columns.items():
            setattr(institution, name, value)
        return [institution._meta.get_field(name).name for name in columns]
    heir = the_heir(record, chosen)
    other = Institution.objects.filter(ror_id=heir.pk).exclude(pk=institution.pk).first()
    if record.status != Status.WITHDRAWN:
        if other is None:
            raise ValidationError(_("Enter its successor first: %(heir)s.") % {"heir": heir})
        institution.successor = other
        return ["successor"]
    if other:
        raise ValidationError(_("Its successor is entered already, as %(other)s: merge the two.") % {"other": other})
    institution.ror_id = heir.pk
    return ["ror_id"]


def the_heir(record: RegistryRecord, chosen: str) -> RegistryRecord:
    found = [heir for heir in heirs_of([record])[record.pk] if chosen in ("", heir.pk)]
    if not found:
        raise ValidationError(_("The registry names no successor: dismiss this once it is read."))
    if len(found) > 1:
        raise ValidationError(_("It has several successors: choose one on the page of the institution’s changes."))
    return found[0]


def look_at_successor(institution: Institution, before: RegistryRecord) -> None:
    """After following: what the new record says otherwise than the withdrawn one waits too."""
    now = RegistryRecord.objects.filter(pk=institution.ror_id).first()
    if now:
        notice(institution, before, now)
