"""Rows that become one: when what they name is one, a rule would otherwise be broken.

Both institutions in the same agreement: their two parties become one party. What is empty in one is
taken from the other; where both say something else, the officer chooses.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import BooleanField, Field, Model, Q, UniqueConstraint
from modeltranslation.manager import get_translatable_fields_for_model

from inserm_intl.days import PartialDateField
from inserm_intl.folding import FoldedField

from .pointers import Pointer, pointers

# Where a row stands among the others says nothing that could be in conflict.
NOT_SAID = {"version", "form_token", "order"}


class Rule(NamedTuple):
    """Columns of which no two rows may have the same values, among the rows that meet a condition."""

    columns: tuple[str, ...]
    condition: Q | None = None


def rules(pointer: Pointer) -> Iterator[Rule]:
    """Those that two rows may break once they name the same record."""
    options = pointer.model._meta
    if pointer.field.unique:
        yield Rule((pointer.field.name,))
    for constraint in options.total_unique_constraints:
        yield Rule(tuple(constraint.fields))
    for constraint in options.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.condition is not None:
            yield Rule(tuple(constraint.fields), constraint.condition)
    for columns in options.unique_together:
        yield Rule(tuple(columns))


def twins(pointer: Pointer, leaving, staying) -> Iterator[tuple[Model, Model]]:
    """Rows that name `leaving`, each with the one that names `staying` and that it becomes one with."""
    found: set = set()
    for rule in rules(pointer):
        if pointer.field.name not in rule.columns:
            continue
        others = [name for name in rule.columns if name != pointer.field.name]
        held = {key(row, others): row for row in under(rule, pointer.rows(staying))}
        for row in under(rule, pointer.rows(leaving)):
            values = key(row, others)
            if row.pk not in found and None not in values and values in held:
                found.add(row.pk)
                yield row, held[values]


def under(rule: Rule, rows):
    return rows.filter(rule.condition) if rule.condition is not None else rows


def key(row: Model, names) -> tuple:
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in names)


def said_fields(model: type[Model]) -> list[Field]:
    """The fields in which a row says something: each language by itself, a date together with its precision."""
    passed_over = NOT_SAID | set(get_translatable_fields_for_model(model) or ())
    return [
        field
        for field in model._meta.concrete_fields
        if field.editable and not field.primary_key and not isinstance(field, FoldedField)
        if field.name not in passed_over
    ]


def value(row: Model, field: Field):
    """What is stored; of a partial date, with how precisely it is known."""
    stored = getattr(row, field.attname)
    return (stored, getattr(row, f"{field.name}_precision")) if isinstance(field, PartialDateField) else stored


def is_empty(row: Model, field: Field) -> bool:
    stored = getattr(row, field.attname)
    return stored in (None, "", []) or (isinstance(field, BooleanField) and not stored)


class Pair(NamedTuple):
    """Two rows that become one: `staying` is kept, `leaving` goes."""

    leaving: Model
    staying: Model
    by: Field

    def differing(self) -> list[Field]:
        return [
            field
            for field in said_fields(type(self.staying))
            if field != self.by and value(self.leaving, field) != value(self.staying, field)
        ]

    def filled(self) -> list[Field]:
        """What only the leaving row says."""
        return [field for field in self.differing() if is_empty(self.staying, field)]

    def disputed(self) -> list[Field]:
        """What the two say differently: the officer chooses."""
        return [
            field
            for field in self.differing()
            if not is_empty(self.staying, field) and not is_empty(self.leaving, field)
        ]

    def name(self, field: Field) -> str:
        """What the choice is called in a form; the same whichever of the two institutions is kept."""
        first, second = sorted((self.leaving.pk, self.staying.pk))
        return f"{self.staying._meta.label_lower}-{first}-{second}-{field.name}"


def pairs(model: type[Model], leaving, staying) -> Iterator[Pair]:
    """Every two rows that become one, then those under them: the contributions of two parties for one year."""
    for pointer in pointers(model):
        if not pointer.many:
            for row, other in twins(pointer, leaving, staying):
                yield Pair(row, other, pointer.field)
                yield from pairs(pointer.model, row.pk, other.pk)
