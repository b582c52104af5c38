"""Data Package (Frictionless): all the nouns' CSV files as one set of tables that refer to each other."""

from collections.abc import Callable

from django.urls import reverse

from inserm_intl.open_data.nouns import NOUNS, Noun
from inserm_intl.structured import absolute, without_blanks

from .publication import ABOUT, DEMONSTRATION, KEYWORDS, LICENCES, NAME, SOURCES, TITLE, VERSION, publisher
from .table_schema import described, table_schema

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def csv_address(noun: Noun) -> dict:
    return {"path": absolute(reverse("data:csv", args=[noun.name]))}


def data_package(file: Callable[[Noun], dict] = csv_address) -> dict:
    """The package, in the current language; `file` says where a noun's CSV is, and what else is known of it."""
    return {
        "$schema": PROFILE,
        "name": NAME,
        "title": str(TITLE),
        "description": f"{ABOUT} {DEMONSTRATION}",
        "homepage": absolute(reverse("open-data")),
        "version": VERSION,
        "keywords": [str(keyword) for keyword in KEYWORDS],
        "licenses": LICENCES,
        "sources": SOURCES,
        "contributors": [publisher()],
        "resources": [resource(noun, file(noun)) for noun in NOUNS.values()],
    }


def resource(noun: Noun, file: dict) -> dict:
    return {
        "name": noun.name,
        "type": "table",
        "title": str(noun.title),
        "description": described(noun),
        **file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "licenses": LICENCES,
        "schema": without_blanks({**table_schema(noun), "foreignKeys": foreign_keys(noun)}),
    }


def foreign_keys(noun: Noun) -> list[dict]:
    """The columns that hold keys of a table of the package; lists of keys are not among them, which has no word."""
    return [
        {"fields": [name], "reference": {"resource": column.of, "fields": ["id"]}}
        for name, column in noun.columns.all().items()
        if column.of and column.table_type != "list"
    ]
