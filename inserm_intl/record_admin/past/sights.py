"""Which fields, and which rows, of a record's past a member of staff may read: those that its form shows them today."""

from typing import NamedTuple

from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Field, ForeignKey, ManyToManyField, Model
from django.forms.models import _get_foreign_key


class Sight(NamedTuple):
    """A noun as the form shows it: its fields, and for the rows of a record the column that names the record.

    `only` holds the keys of the rows to be seen, where not all are: what was deleted then stays out of sight.
    """

    model: type[Model]
    fields: list[Field]
    owner: ForeignKey | None = None
    only: set[str] | None = None


def sights(model_admin, request, record) -> list[Sight]:
    """The record itself, then each kind of its rows."""
    found = [Sight(model_admin.model, shown_fields(model_admin, request, record))]
    for inline in model_admin.get_inline_instances(request, record):
        if inline.model not in {sight.model for sight in found}:
            owner = _get_foreign_key(model_admin.model, inline.model, fk_name=inline.fk_name)
            fields = shown_fields(inline, request, record)
            found.append(Sight(inline.model, fields, owner, only(inline, request, owner, record)))
    return found


def only(inline, request, owner: ForeignKey, record) -> set[str] | None:
    if not hasattr(inline.model._default_manager.all(), "seen_by"):
        return None
    rows = inline.model._default_manager.seen_by(request.user).filter(**{owner.name: record.pk})
    return {str(key) for key in rows.values_list("pk", flat=True)}


def shown_fields(shown_by, request, record) -> list[Field]:
    stands_for = {instead: name for name, instead in getattr(shown_by, "shown_instead", {}).items()}
    names = flatten_fieldsets(shown_by.get_fieldsets(request, record))
    fields = {field.name: field for field in stored_fields(shown_by.model)}
    return [fields[name] for name in (stands_for.get(name, name) for name in names) if name in fields]


def stored_fields(model: type[Model]) -> list[Field | ManyToManyField]:
    return [*model._meta.concrete_fields, *model._meta.local_many_to_many]
