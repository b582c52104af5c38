"""What is found at each address of open data, by the name of the address in `open_data.urls`."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inserm_intl.open_data.files.formats import Csv, GeoJson, Xlsx
from inserm_intl.open_data.nouns import NOUNS, Noun

from .parameters import of_parts, of_question, of_record

JSON = "application/json"


class Address(NamedTuple):
    """`body` draws what is answered; where `of_noun`, there is one address for each noun (or each of `nouns`)."""

    summary: Promise
    media_type: str
    body: Callable
    of_noun: bool = False
    is_asked: bool = False
    in_parts: bool = False
    of_record: bool = False
    nouns: tuple[str, ...] = tuple(NOUNS)

    def parameters(self, noun: Noun | None) -> list[dict]:
        if not self.is_asked:
            return []
        assert noun is not None
        if self.of_record:
            return of_record(noun)
        return of_question(noun) + (of_parts() if self.in_parts else [])

    def title(self, noun: Noun | None) -> str:
        return str(self.summary).format(noun=noun.title if noun else "")

    def statuses(self) -> list[str]:
        return [
            *(["301"] if self.of_record else []),
            "304",
            *(["400"] if self.is_asked else []),
            *(["404"] if self.in_parts or self.of_record else []),
            "405",
            "406",
            "412",
            "429",
            "503",
        ]


def index(drawing, noun) -> dict:
    address = {"type": "string", "format": "uri"}
    return {"type": "object", "properties": dict.fromkeys(NOUNS, address), "required": list(NOUNS)}


def part(drawing, noun: Noun) -> dict:
    return drawing.part_of(noun)


def row(drawing, noun: Noun) -> dict:
    return drawing.row_of(noun)


def text(drawing, noun) -> dict:
    return {"type": "string"}


def anything(drawing, noun) -> dict:
    return {}


def an_object(drawing, noun) -> dict:
    return {"type": "object"}


def features(drawing, noun: Noun) -> dict:
    return drawing.features_of(noun)


ADDRESSES = {
    "index": Address(_("The nouns, each with its address"), JSON, index),
    "noun": Address(_("{noun}: a part of the rows"), JSON, part, of_noun=True, is_asked=True, in_parts=True),
    "record": Address(_("{noun}: one record"), JSON, row, of_noun=True, is_asked=True, of_record=True),
    "csv": Address(_("{noun}: all rows, as CSV"), Csv.media_type, text, of_noun=True, is_asked=True),
    "xlsx": Address(
        _("{noun}: all rows, up to 100,000, as a workbook"),
        Xlsx.media_type,
        anything,
        of_noun=True,
        is_asked=True,
    ),
    "geojson": Address(
        _("{noun}: all rows, as points for a map"),
        GeoJson.media_type,
        features,
        of_noun=True,
        is_asked=True,
        nouns=GeoJson.nouns,
    ),
    "table-schema": Address(_("{noun}: the columns of the CSV, in Table Schema"), JSON, an_object, of_noun=True),
    "codes": Address(
        _("The codes of all columns with their names, and who was in which group of countries until when"),
        JSON,
        an_object,
    ),
    "codes-csv": Address(_("The same codes, as CSV"), Csv.media_type, text),
    "datapackage": Address(_("Every CSV with its columns, as a data package"), JSON, an_object),
    "schema": Address(_("This document"), JSON, an_object),
}
