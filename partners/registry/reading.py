"""One record of the dump as a RegistryRecord, or a sentence that says what is wrong with it."""

import json
import re
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from inserm_intl.folding import FoldedField
from partners.models import RegistryRecord
from partners.models.institution import Kind
from partners.models.registry import Status
from partners.ror import RorIdField, check_ror_id

from .schema1 import as_schema2, is_schema1

LANGUAGES = ("fr", "en", "es")
# Most organisations that pay are something else first; those of several kinds are the first of these.
KINDS = (*(kind for kind in Kind.values if kind not in ("funder", "other")), "funder", "other")
HALF = re.compile("[\ud800-\udfff]")
website, ror_ids = URLValidator(["http", "https"]), RorIdField(max_length=9)


class BadRecordError(ValueError):
    """What is wrong, in a sentence."""


def record_of(raw: Any, countries: set[str]) -> RegistryRecord:
    """Unsaved, with its checksum. Of a country that is not among ours the code is left out."""
    try:
        if not isinstance(raw, dict):
            raise BadRecordError("This is no record.")
        said = as_schema2(raw) if is_schema1(raw) else raw
        record = RegistryRecord(
            ror_id=identifier(said.get("id")),
            **named(rows(said, "names")),
            **placed(rows(said, "locations"), countries),
            kind=kind_of(said.get("types") or []),
            website=website_of(rows(said, "links")),
            status=status_of(said.get("status")),
            successors=successors(rows(said, "relationships")),
        )
    except (TypeError, AttributeError, KeyError) as error:
        raise BadRecordError("It is not built like a record of the registry.") from error
    record.checksum = checksum(record)
    return record


def rows(said: dict, key: str) -> list[dict]:
    found = said.get(key) or []
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise BadRecordError(f"“{key}” is not a list of objects.")
    return found


def text_of(value: Any, what: str, longest: int) -> str:
    """A text on one line, or the empty one for null."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRecordError(f"The {what} is not a text.")
    text = " ".join(value.split()).replace("\0", "")
    if len(text) > longest:
        raise BadRecordError(f"The {what} is longer than {longest} characters.")
    if HALF.search(text):
        raise BadRecordError(f"The {what} holds half a character.")
    return text


def identifier(value: Any) -> str:
    ror_id = ror_ids.to_python(text_of(value, "identifier", 60)) or ""
    if len(ror_id) != 9 or ror_id[0] != "0":
        raise BadRecordError("A ROR identifier is nine characters, such as 02vjkv261.")
    try:
        check_ror_id(ror_id)
    except ValidationError as error:
        raise BadRecordError(error.messages[0]) from error
    return ror_id


def named(names: list[dict]) -> dict[str, str]:
    """The columns of names: each name stands in one of them at least."""
    said = [(text_of(row["value"], "name", 300), row["types"], row.get("lang")) for row in names]
    said = [(value, types, lang) for value, types, lang in said if value]
    display = next(((value, lang) for value, types, lang in said if "ror_display" in types), None)
    if display is None:
        raise BadRecordError("It has no name that the registry shows.")
    labels = [display, *((value, lang) for value, types, lang in said if "label" in types)]
    columns = {"name": display[0]} | {f"name_{code}": first_in(labels, code) for code in LANGUAGES}
    if display[1] is None and not columns["name_en"]:
        columns["name_en"] = display[0]
    columns |= native(labels)
    acronyms = [value for value, types, _lang in said if "acronym" in types and len(value) <= 40]
    columns["acronym"] = acronyms[0] if acronyms else ""
    used = {columns[f"name_{code}"] for code in LANGUAGES} | {columns["native_name"], columns["acronym"]}
    columns["aliases"] = "\n".join(dict.fromkeys(value for value, _types, _lang in said if value not in used))
    return columns


def first_in(labels: list[tuple[str, str | None]], language: str) -> str:
    return next((value for value, lang in labels if lang == language), "")


def native(labels: list[tuple[str, str | None]]) -> dict[str, str]:
    """The name shown where it is in a fourth language; else the one in the only fourth language there is."""
    others = {lang: value for value, lang in reversed(labels) if lang and lang not in LANGUAGES}
    lang = labels[0][1] if labels[0][1] in others else next(iter(others), None) if len(others) == 1 else None
    return {"native_name": others[lang] if lang else "", "native_language": text_of(lang, "language", 12)}


def placed(locations: list[dict], countries: set[str]) -> dict[str, Any]:
    """The columns of places: the first, and the others by city and country."""
    details = [row["geonames_details"] for row in locations]
    places = [(country_of(row), text_of(row.get("name"), "city", 120)) for row in details]
    code, city = places[0] if places else ("", "")
    latitude, longitude = coordinates(details[0]) if details else (None, None)
    return {
        "country_id": code if code in countries else None,
        "city": city,
        "latitude": latitude,
        "longitude": longitude,
        "other_places": [[city, code] for code, city in places[1:]],
    }


def country_of(details: dict) -> str:
    code = text_of(details.get("country_code"), "country code", 2)
    if code and not (len(code) == 2 and code.isascii() and code.isupper()):
        raise BadRecordError(f"“{code}” is no country code.")
    return code


def coordinates(details: dict) -> tuple[Decimal | None, Decimal | None]:
    latitude, longitude = details.get("lat"), details.get("lng")
    if latitude is None or longitude is None:
        return None, None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise BadRecordError("Its place is not on Earth.")
    return Decimal(f"{latitude:.4f}"), Decimal(f"{longitude:.4f}")


def kind_of(types: list[str]) -> str:
    said = {kind.lower() for kind in types}
    return next((kind for kind in KINDS if kind in said), Kind.OTHER)


def website_of(links: list[dict]) -> str:
    """The first that a browser can open; empty where there is none."""
    for link in links:
        address = text_of(link.get("value"), "link", 2_000)
        if link.get("type") == "website" and len(address) <= 300 and is_website(address):
            return address
    return ""


def is_website(address: str) -> bool:
    try:
        website(address)
    except ValidationError:
        return False
    return True


def status_of(value: Any) -> str:
    if value not in Status.values:
        raise BadRecordError("Its status is none of active, inactive and withdrawn.")
    return value


def successors(relationships: list[dict]) -> list[str]:
    return [
        identifier(row.get("id")) for row in relationships if text_of(row["type"], "kind", 60).lower() == "successor"
    ]


STORED = [
    field.attname
    for field in RegistryRecord._meta.concrete_fields
    if not isinstance(field, FoldedField) and field.name != "checksum"
]


def checksum(record: RegistryRecord) -> str:
    """Of all that is stored of it."""
    content = json.dumps([getattr(record, name) for name in STORED], default=str)
    return blake2b(content.encode(), digest_size=16).hexdigest()
