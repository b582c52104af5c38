"""Lines that declare several columns: words in each language, a day with its precision, addresses, provenance."""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Case, F, TextField, Value, When
from django.db.models.functions import Concat
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from inserm_intl.days import Precision

from .columns import Choice, Code, Column, Day, Flag, Text, Texts, Url

LANGUAGES = {"fr": _("in French"), "en": _("in English"), "es": _("in Spanish")}


class InLanguages(Column):
    """Words in each language: `name_fr`, `name_en`, `name_es`. A translation may be missing.

    `origin` is a path without the language, or a function from a language to a column's origin.
    """

    column: type[Column] = Text
    options: dict[str, Any] = {"nullable": True}

    def columns(self, name):
        return {
            f"{name}_{language}": self.column(
                self.origin(language) if callable(self.origin) else f"{self.origin}_{language}",
                format_lazy("{} ({})", self.meaning, told),
                example=self.example.get(language),
                **self.options,
            )
            for language, told in LANGUAGES.items()
        }


class ListsInLanguages(InLanguages):
    """Lists of texts in each language; in one that misses a translation stands another."""

    column = Texts
    options = {}


class Named(Column):
    """The code of another row, then its name in each language: `country`, `country_name_fr`…

    `origin` is the path to the row, or a function from the name of its column to a column's origin; `code`
    is the name of that which holds its key. `example` has the code as `code`, and the name in each language.
    """

    def __init__(self, origin: str | Callable, meaning, name, *, code="code", **options):
        super().__init__(origin, meaning, **options)
        self.name, self.code = name, code

    def columns(self, name):
        code = Code(
            self.that(self.code), self.meaning, example=self.example["code"], nullable=self.nullable, of=self.of
        )
        names = InLanguages(lambda language: self.that(f"name_{language}"), self.name, example=self.example)
        return {name: code, **names.columns(f"{name}_name")}

    def that(self, column: str):
        return self.origin(column) if callable(self.origin) else f"{self.origin}__{column}"


class PartialDay(Column):
    """A day and how much of it is known: `starts_on` and `starts_on_precision`, both empty where it is not known."""

    def columns(self, name):
        known = {f"{self.origin}__isnull": False}
        return {
            name: Day(self.origin, self.meaning, example=self.example, nullable=self.nullable),
            f"{name}_precision": Choice(
                lambda question: Case(When(**known, then=F(f"{self.origin}_precision"))),
                format_lazy(
                    _(
                        "How much of `{}` is known: its day, month or year, or about its year, which may be off "
                        "by a few. What is not known is filled in: with the first day of the month or year "
                        "where something begins, with the last where it ends."
                    ),
                    name,
                ),
                choices=Precision.choices,
                example=Precision.DAY.value,
                nullable=self.nullable,
            ),
        }


class Pages(Column):
    """The record's page in each language: `url_fr`, `url_en`, `url_es`; `origin` is its path, as `partners/{slug}/`.

    `parts` are expressions for names in the path that are no columns.
    """

    def __init__(self, origin: str, meaning, *, example: str, **parts):
        super().__init__(origin, meaning, example=example)
        self.parts = parts

    def columns(self, name):
        return {
            f"{name}_{language}": Url(
                self.in_language(language),
                format_lazy("{} ({})", self.meaning, told),
                example=f"{settings.SITE_URL}/{language}/{self.example}",
            )
            for language, told in LANGUAGES.items()
        }

    def in_language(self, language: str):
        pieces = re.split(r"{(\w+)}", f"{settings.SITE_URL}/{language}/{self.origin}")
        parts = [
            self.parts.get(piece, F(piece)) if place % 2 else Value(piece)
            for place, piece in enumerate(pieces)
            if piece
        ]
        return lambda question: Concat(*parts, output_field=TextField())


class OwnAddress(Url):
    """The address of the record alone, among the data of its noun; `example` is a key."""

    def __init__(self, noun: str, *, example: str):
        place = f"{settings.SITE_URL}/api/v1/{noun}/"
        super().__init__(
            lambda question: Concat(Value(place), question.key, Value("/"), output_field=TextField()),
            _("Address of this record alone, as JSON."),
            example=f"{place}{example}/",
        )


class Provenance(Column):
    """Where the facts were read, and whether there are any: `source_url`, `source_read_on`, `invented`."""

    def __init__(self):
        super().__init__("", "", example=None)

    def columns(self, name):
        return {
            "source_url": Url(
                "source_url",
                _("Where these facts were read. Empty: they come from no public page."),
                example="https://example.org/news",
                nullable=True,
            ),
            "source_read_on": Day(
                "source_read_on", _("The day on which that was read."), example="2026-11-23", nullable=True
            ),
            "invented": Flag("invented", _("True: made up for the demonstration, it states no fact."), example=False),
        }
