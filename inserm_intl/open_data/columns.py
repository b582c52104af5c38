"""The kinds of columns that public data has: each says where its values come from and how each format writes them.

A value is a model's path or an expression, read from the database as it is given: no model is made of it.
An empty text is no value (null); a day is ISO 8601; of a list, CSV and XLSX join the items by `|`.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Case, F, FloatField, Q, TextField, Value, When
from django.db.models.functions import Cast, NullIf
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from .expressions import SEPARATOR, Defused, UtcMinute


class Column(serializers.Field):
    """A column: where its values come from, and what the dictionary says of it.

    `origin` is a model's path, or a function from the question asked to an expression. `meaning` is a
    sentence, `example` a value as JSON gives it, `unit` a word where the value has one. A `nullable` column
    may hold no value. `of` names the noun whose `id` the value is, and every value is one of its whole answer;
    `pattern` is a regular expression that the whole of every value matches.
    `table_type` is its type in Table Schema, `kind` the word for it in the dictionary.
    """

    table_type = "string"
    kind = _("text")
    when_none: Any = None

    def __init__(
        self, origin: str | Callable, meaning, *, example: Any, unit="", nullable=False, of="", pattern="", **options
    ):
        super().__init__(read_only=True, help_text=meaning, allow_null=nullable, **options)
        self.origin, self.meaning, self.example, self.unit, self.nullable = origin, meaning, example, unit, nullable
        self.of, self.pattern = of, pattern

    def columns(self, name: str) -> dict[str, "Column"]:
        """Itself, or the several columns that one line declares."""
        return {name: self}

    def value(self, question):
        """What is read from the database, for JSON and XLSX."""
        return self.origin(question) if callable(self.origin) else F(self.origin)

    def text(self, question):
        """The same for CSV, where the database itself writes it."""
        return self.value(question)

    def to_representation(self, value):
        """A value read from the database, None apart, as JSON gives it."""
        return value

    def cell(self, value):
        """A value read from the database, None apart, as XLSX holds it."""
        return self.to_representation(value)


class Code(Column, serializers.CharField):
    """A key or a code: none of its signs could be run by a spreadsheet. An empty one is no value."""

    kind = _("code")

    def value(self, question):
        value = super().value(question)
        return NullIf(value, Value(""), output_field=TextField()) if self.nullable else value


class Text(Code):
    """Words as they were typed; in CSV, an apostrophe goes before what a spreadsheet would take for a formula."""

    kind = _("text")

    def text(self, question):
        return Defused(self.value(question))


class TypedCode(Code):
    """A code that officers type, and nothing checks: written in CSV as words are."""

    def text(self, question):
        return Defused(self.value(question))


class Url(Text, serializers.URLField):
    kind = _("web address")


class Choice(Code, serializers.ChoiceField):
    """One of a few codes."""


class Whole(Column, serializers.IntegerField):
    table_type = "integer"
    kind = _("whole number")


class Number(Column, serializers.FloatField):
    table_type = "number"
    kind = _("decimal number")

    def text(self, question):
        return Cast(self.value(question), FloatField())

    def to_representation(self, value):
        return float(value)


class Flag(Column, serializers.BooleanField):
    """Yes or no: true and false in every format."""

    table_type = "boolean"
    kind = _("yes or no")

    def text(self, question):
        condition = Q(self.origin(question)) if callable(self.origin) else Q(**{self.origin: True})
        return Case(When(condition, then=Value("true")), default=Value("false"))

    def to_representation(self, value):
        return bool(value)


class Day(Column, serializers.DateField):
    table_type = "date"
    kind = _("day")

    def to_representation(self, value):
        return value.isoformat()

    def cell(self, value):
        return value


class Moment(Column, serializers.DateTimeField):
    """A minute, in UTC."""

    table_type = "datetime"
    kind = _("date and time")

    def value(self, question):
        return UtcMinute(self.origin)


class Codes(Column, serializers.ListField):
    """Several codes, in their order; `origin` makes a text of them, joined by `|`."""

    table_type = "list"
    kind = _("list of codes")

    @property
    def when_none(self):
        return []

    def __init__(self, origin, meaning, **options):
        super().__init__(origin, meaning, child=serializers.CharField(), **options)

    def to_representation(self, value):
        return value.split(SEPARATOR)

    def cell(self, value):
        return value


class TypedCodes(Codes):
    """Several codes that officers type."""

    def text(self, question):
        return Defused(self.value(question))


class Texts(TypedCodes):
    """Several texts."""

    kind = _("list of texts")
