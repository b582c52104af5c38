"""Two states of a record compared, in words: field by field, row by row."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from inserm_intl.record_admin.sight import admin_of
from inserm_intl.record_admin.words import NOTHING, in_words, record_name

from .sights import Sight
from .states import Fields, State


class Difference(NamedTuple):
    label: str
    old: str
    new: str


class RowDifference(NamedTuple):
    """A row that was `added`, `removed` or `changed`, with what it says or what changed in it."""

    kind: str
    noun: str
    name: str
    fields: list[Difference]


class Names:
    """Related records by their names, in a query or two for each noun; those that one may not see are not named."""

    def __init__(self, request, compared: Iterable[tuple[State, State]], seen: list[Sight]):
        self.request = request
        wanted: dict[type[Model], set] = {}
        for state in {id(state): state for pair in compared for state in pair}.values():
            for sight, row in rows_of(state, seen):
                for field in sight.fields:
                    if field.is_relation and field.related_model:
                        wanted.setdefault(field.related_model, set()).update(keys(row.get(field.name)))
        self.found = {model: self.named(model, keys) for model, keys in wanted.items()}

    def named(self, model, keys) -> dict[str, str]:
        known = admin_of(model)
        rows = known.get_queryset(self.request) if known else model._base_manager.all()
        valid = [key for key in keys if is_key(model, key)]
        return {str(row.pk): record_name(row) for row in rows.filter(pk__in=valid)}

    def of(self, model, key) -> str:
        return self.found.get(model, {}).get(str(key)) or _("(deleted, or not to be seen)")


def keys(value) -> list:
    return [] if value in (None, "") else value if isinstance(value, list) else [value]


def is_key(model, key) -> bool:
    try:
        model._meta.pk.to_python(key)
    except ValidationError:
        return False
    return True


def rows_of(state: State, seen: list[Sight]) -> Iterator[tuple[Sight, Fields]]:
    yield seen[0], state.record
    for sight, rows in zip(seen[1:], state.rows, strict=True):
        for row in rows.values():
            yield sight, row


class Comparison:
    """What differs between two states, both read with the same sights."""

    def __init__(self, old: State, new: State, seen: list[Sight], names: Names):
        self.names = names
        self.fields = list(self.differing(seen[0], old.record, new.record))
        self.rows = [
            row
            for sight, *both in zip(seen[1:], old.rows, new.rows, strict=True)
            for row in self.differing_rows(sight, *both)
        ]

    def __bool__(self):
        return bool(self.fields or self.rows)

    def differing(self, sight: Sight, old: Fields, new: Fields) -> Iterator[Difference]:
        """Fields that both states know: of a field that came later nobody can say what it was."""
        for field in sight.fields:
            if field.name in old and field.name in new:
                texts = self.said(field, old), self.said(field, new)
                if texts[0] != texts[1]:
                    yield Difference(str(capfirst(field.verbose_name)), *texts)

    def differing_rows(self, sight: Sight, old, new) -> Iterator[RowDifference]:
        noun = str(capfirst(sight.model._meta.verbose_name))
        for key in sorted(old.keys() | new.keys(), key=lambda key: (len(key), key)):
            before, after = old.get(key), new.get(key)
            name = self.row_name(sight, after or before or {})
            if before is None or after is None:
                kind = "added" if before is None else "removed"
                yield RowDifference(kind, noun, name, list(self.whole(sight, after or before or {}, kind)))
            elif changed := list(self.differing(sight, before, after)):
                yield RowDifference("changed", noun, name, changed)

    def whole(self, sight: Sight, row: Fields, kind: str) -> Iterator[Difference]:
        """All that a row says that was added or removed."""
        for field in sight.fields:
            if field.name in row and (said := self.said(field, row)) not in (NOTHING, _("no")):
                both = (NOTHING, said) if kind == "added" else (said, NOTHING)
                yield Difference(str(capfirst(field.verbose_name)), *both)

    def row_name(self, sight: Sight, row: Fields) -> str:
        """By what tells it from the other rows of its record."""
        key = [path.split("__")[0] for path in getattr(sight.model, "natural_key_fields", ())]
        fields = [field for field in sight.fields if field.name in key]
        return ", ".join(self.said(field, row) for field in fields if field.name in row)

    def said(self, field: Field, row: Fields) -> str:
        stored = row.get(field.name)
        if field.is_relation:
            names = sorted(self.names.of(field.related_model, key) for key in keys(stored))
            return ", ".join(names) or NOTHING
        try:
            value = field.to_python(stored)
        except (ValidationError, TypeError, ValueError):
            return str(stored)
        return in_words(field, value, str(row.get(f"{field.name}_precision") or "day"))
