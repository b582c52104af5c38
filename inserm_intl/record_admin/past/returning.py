"""Going back to a version brings back more than it holds: what went with a row that is gone, such as contributions."""

from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model
from django.utils.translation import gettext as _
from reversion.errors import RevertError
from reversion.models import Version

from .keeping import dependent_fields
from .states import fields_of


def missing(version: Version) -> list[tuple[type[Model], str]]:
    """The rows of the version's revision that do not exist now, and will again."""
    found = []
    for part in version.revision.version_set.only("content_type_id", "object_id"):
        if (model := part._model) and not model._base_manager.filter(pk=part.object_id).exists():
            found.append((model, part.object_id))
    return found


def bring_back(version: Version, recreated: list[tuple[type[Model], str]]) -> None:
    """After reversion has put the rows back. Raises RevertError where one names what exists no longer."""
    for part in version.revision.version_set.all():
        if part._model:
            mend(part._model, part.object_id)
    for model, key in recreated:
        for field in dependent_fields(model):
            for last in lost_with(field, key):
                bring_back_one(last)


def mend(model: type[Model], key: str) -> None:
    """Name what took the place of a record that is gone (an institution merged since), or refuse."""
    row = model._base_manager.filter(pk=key).first()
    for field in model._meta.concrete_fields if row else ():
        named = getattr(row, field.attname)
        if not isinstance(field, ForeignKey) or named is None or field.name == model._meta.pk.name:
            continue
        if field.related_model._base_manager.filter(**{field.target_field.attname: named}).exists():
            continue
        standing = getattr(field.related_model, "standing_for", lambda key: None)(named)
        if standing is None:
            told = {"field": field.verbose_name, "record": row}
            raise RevertError(_("Not possible: “%(field)s” of “%(record)s” names a record that was deleted.") % told)
        model._base_manager.filter(pk=key).update(**{field.attname: standing})


def lost_with(field: ForeignKey, key: str) -> list[Version]:
    """The last versions of the rows that named the record and went with it; not of those deleted by themselves."""
    kind = ContentType.objects.get_for_model(field.model)
    by_itself = LogEntry.objects.filter(content_type=kind, action_flag=DELETION).values_list("object_id", flat=True)
    lost = Version.objects.get_deleted(field.model).exclude(object_id__in=list(by_itself))
    return [version for version in lost if str(fields_of(version).get(field.name)) == str(key)]


def bring_back_one(version: Version) -> None:
    """Where it cannot be (its key or its place is taken), it stays in the list of what can be recovered."""
    try:
        with transaction.atomic():
            version.revert()
    except (IntegrityError, RevertError, FieldDoesNotExist):
        return
