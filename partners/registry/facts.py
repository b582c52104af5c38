"""What a record of the registry says of an institution, fact by fact, beside what is entered."""

from typing import Any

from django.utils.translation import gettext as _

from partners.models import Country, Institution, RegistryRecord
from partners.models.institution import Kind
from partners.models.upstream import Fact

# The columns of an institution that a fact is made of, where its name is not that of one column.
COLUMNS: dict[str, tuple[str, ...]] = {
    Fact.NATIVE_NAME: ("native_name", "native_language"),
    Fact.PLACE: ("country_id", "city", "latitude", "longitude"),
}
SAME = ("name_fr", "name_en", "name_es", "native_name", "native_language", "acronym", "aliases", "kind")
SAME += ("country_id", "city", "latitude", "longitude", "website", "ror_id")


def columns_of(fact: str) -> tuple[str, ...]:
    return COLUMNS.get(fact, (fact,))


def filling(record: RegistryRecord) -> dict[str, Any]:
    """The columns of an institution as the registry fills them; a name in neither French nor English as the French."""
    columns = {name: getattr(record, name) for name in SAME}
    if not (columns["name_fr"] or columns["name_en"]):
        columns["name_fr"] = record.name
    return columns


def ours(institution: Institution, fact: str) -> dict[str, Any]:
    return {name: getattr(institution, name) for name in columns_of(fact)}


def theirs(institution: Institution | None, record: RegistryRecord, fact: str) -> dict[str, Any]:
    """Other names are added to those that we have: some are known to us alone."""
    filled = filling(record)
    said = {name: filled[name] for name in columns_of(fact)}
    if fact == Fact.ALIASES and institution:
        said[fact] = "\n".join(dict.fromkeys([*institution.aliases.splitlines(), *record.aliases.splitlines()]))
    return said


def said(fact: str, values: dict[str, Any], countries: dict[str, Country]) -> str:
    """A fact's columns in words: "Lyon, France (45.7485, 4.8467)"."""
    first, *others = (values.get(name) for name in columns_of(fact))
    if fact == Fact.PLACE:
        city, latitude, longitude = others
        where = ", ".join(filter(None, [city, first and countries[first].name]))
        return (
            where
            if latitude is None
            else _("%(place)s (%(latitude)s, %(longitude)s)")
            % {
                "place": where,
                "latitude": latitude,
                "longitude": longitude,
            }
        )
    if fact == Fact.NATIVE_NAME:
        return f"{first} ({others[0]})" if first else ""
    if fact == Fact.ALIASES:
        return "; ".join((first or "").splitlines())
    return str(Kind(first).label) if fact == Fact.KIND and first else first or ""
