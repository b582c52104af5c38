"""Records of the registry's first schema (until 2025), put in the form of the second."""

from typing import Any


def is_schema1(raw: dict) -> bool:
    return "name" in raw and "names" not in raw


def as_schema2(raw: dict) -> dict:
    return {
        **{key: raw.get(key) for key in ("id", "status", "types", "relationships")},
        "names": list(names(raw)),
        "links": [{"type": "website", "value": link} for link in listed(raw, "links")],
        "locations": list(locations(raw)),
    }


def listed(raw: dict, key: str) -> list:
    return raw.get(key) or []


def names(raw: dict):
    """The first schema does not say in which language a name is, except for its translations."""
    yield {"value": raw["name"], "types": ["ror_display", "label"], "lang": None}
    for label in listed(raw, "labels"):
        yield {"value": label.get("label"), "types": ["label"], "lang": label.get("iso639")}
    for kind, key in (("alias", "aliases"), ("acronym", "acronyms")):
        for name in listed(raw, key):
            yield {"value": name, "types": [kind], "lang": None}


def locations(raw: dict):
    code = (raw.get("country") or {}).get("country_code")
    for address in listed(raw, "addresses") or [{}]:
        place: dict[str, Any] = {"country_code": code, "name": address.get("city")}
        yield {"geonames_details": {**place, "lat": address.get("lat"), "lng": address.get("lng")}}
