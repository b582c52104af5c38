"""Table Schema (Frictionless): what each column of a noun's CSV holds, so that a program can check the file."""

from django.urls import reverse
from django.utils.translation import gettext as _

from inserm_intl.open_data.columns import Choice, Column, Url
from inserm_intl.open_data.expressions import SEPARATOR
from inserm_intl.open_data.nouns import Noun
from inserm_intl.structured import absolute, without_blanks

from .publication import DEMONSTRATION, VERSION, publisher

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


def table_schema(noun: Noun) -> dict:
    """The schema of one file, in the current language.

    It holds for the answer to any question. Keys of other nouns are therefore not in it: they can be
    followed in whole answers only, and stand in the Data Package.
    """
    return {
        "$schema": PROFILE,
        "name": noun.name,
        "title": str(noun.title),
        "description": described(noun),
        "homepage": absolute(reverse(noun.page)),
        "path": absolute(reverse("data:table-schema", args=[noun.name])),
        "version": VERSION,
        "contributors": [publisher()],
        "fields": [field(name, column) for name, column in noun.columns.all().items()],
        "primaryKey": ["id"],
        "missingValues": [""],
    }


def described(noun: Noun) -> str:
    """What the rows are, and that this is a demonstration."""
    return f"{noun.columns.about} {DEMONSTRATION}"


def field(name: str, column: Column) -> dict:
    is_list = column.table_type == "list"
    return without_blanks(
        {
            "name": name,
            "type": column.table_type,
            "format": "uri" if isinstance(column, Url) else None,
            "delimiter": SEPARATOR if is_list else None,
            "description": meaning(column),
            "example": SEPARATOR.join(column.example) if is_list else column.example,
            "categories": categories(column),
            "constraints": constraints(name, column),
        }
    )


def meaning(column: Column) -> str:
    """The column's meaning, its unit, and how several values are written."""
    said = [str(column.meaning)]
    if column.unit:
        said.append(_("Unit: %(unit)s.") % {"unit": column.unit})
    if column.table_type == "list":
        said.append(_("Several are joined by “%(sign)s”.") % {"sign": SEPARATOR})
    return " ".join(said)


def categories(column: Column) -> list[dict] | None:
    """The few codes that a column chooses from, each with its wording."""
    if not isinstance(column, Choice):
        return None
    return [{"value": str(code), "label": str(wording)} for code, wording in column.choices.items()]


def constraints(name: str, column: Column) -> dict:
    """What every value keeps to. An empty list is an empty cell, so that none is required."""
    return without_blanks(
        {
            "required": (not column.nullable and column.table_type != "list") or None,
            "unique": name == "id" or None,
            "enum": list(column.choices) if isinstance(column, Choice) else None,
            "pattern": column.pattern,
        }
    )
