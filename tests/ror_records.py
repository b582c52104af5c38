"""Invented records of the ROR registry, built as its dump has them."""

import json
import zipfile

from django.core.management import call_command

from partners.ror import ALPHABET


def ror_id(number: int) -> str:
    """The identifier of a number, with its checksum."""
    digits = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(6)))
    return f"0{digits}{98 - number * 100 % 97:02}"


def record(number=1, name="Institut inventé", lang="fr", **fields):
    """A record of schema 2 with one name, in Lyon; `names` adds (value, kind, language) to it."""
    shown = {"value": name, "types": ["label", "ror_display"], "lang": lang}
    others = [{"value": value, "types": [kind], "lang": code} for value, kind, code in fields.pop("names", ())]
    return {
        "id": f"https://ror.org/{ror_id(number)}",
        "names": [shown, *others],
        "locations": [place("Lyon", "FR", 45.74846, 4.84671)],
        "links": [{"type": "website", "value": "https://example.org"}],
        "relationships": [],
        "status": "active",
        "types": ["education"],
        **fields,
    }


def place(city, code, lat=None, lng=None):
    return {"geonames_id": 1, "geonames_details": {"name": city, "country_code": code, "lat": lat, "lng": lng}}


def succeeded_by(*numbers):
    return [{"type": "successor", "label": "", "id": f"https://ror.org/{ror_id(number)}"} for number in numbers]


def schema1(number=1, **fields):
    return {
        "id": f"https://ror.org/{ror_id(number)}",
        "name": "University of Nowhere",
        "aliases": ["Nowhere U"],
        "acronyms": ["UNW"],
        "labels": [{"label": "Université de Nulle-Part", "iso639": "fr"}],
        "country": {"country_code": "CA", "country_name": "Canada"},
        "addresses": [{"city": "Nowhere", "lat": 45.5, "lng": -73.6}, {"city": "Elsewhere", "lat": None, "lng": None}],
        "links": ["http://nowhere.example.org"],
        "relationships": [{"type": "Successor", "label": "", "id": f"https://ror.org/{ror_id(2)}"}],
        "status": "inactive",
        "types": ["Healthcare", "Education"],
        **fields,
    }


def dump(folder, *records, name="dump.json"):
    """A file of records: zipped where its name says so."""
    path = folder / name
    text = json.dumps(records)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("v2.0-2026-01-01-ror-data.json", text)
    else:
        path.write_text(text)
    return path


def load(folder, *records, **options):
    call_command("load_ror", str(dump(folder, *records)), **options)
