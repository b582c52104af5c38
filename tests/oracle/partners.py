"""Who: institutions, public, private, prospects, merged into others; what units declare; figures, texts."""

from inserm_intl.models import Page
from partners.models import Cooperation, FormerAddress, Institution, KeyFigure, Priority
from partners.models.institution import Kind
from tests.oracle.reference import PLACES


def build(register) -> None:
    dice = register.dice
    home = {"slug": "inserm", "published": True, "country_id": "FR"}
    rows = [institution(register, number) for number in range(2, 14)]
    register.institutions = register.add(Institution, [{**institution(register, 1), **home}, *rows])
    kin(register)
    register.abroad = [row for row in register.institutions if row.country_id != "FR"]
    register.french = [row for row in register.institutions if row.country_id == "FR"]
    for number in range(4):
        into = [row for row in register.institutions if row.published == bool(number % 2)]
        address = {"slug": f"formerly-{number}", "key": 10**6 + number, "institution": dice.one(into)}
        register.add(FormerAddress, [{**address, "published": number < 2}])
    register.add(Priority, [priority(register, number) for number in range(5)])
    register.add(Cooperation, [cooperation(register, number) for number in range(16)])
    register.add(KeyFigure, [figure(register, number) for number in range(10)])
    register.add(Page, [page(register, number) for number in range(4)])
    about = {"slug": "open-data", "published": True, "body_fr": dice.said()}
    register.add(Page, [{**about, **dice.titled(), "order": 9}])


def institution(register, number: int) -> dict:
    dice, published = register.dice, register.dice.maybe(0.55)
    located = dice.maybe(0.7)
    return {
        **dice.titled("name"),
        **dice.provenance(),
        "slug": f"inst-{number:02}",
        "native_name": "理化学研究所",
        "native_language": "ja",
        "acronym": dice.one(["", "RIK", "FIO", "HEI"]),
        "aliases": dice.said(),
        "kind": dice.one(Kind.values),
        "country": dice.one(register.countries),
        "city": dice.one(["", "Kobe", "Wako", "Rio"]),
        "latitude": dice.randint(-60, 60) if located else None,
        "longitude": dice.randint(-170, 170) if located else None,
        "website": dice.one(["", "https://example.org/"]),
        "published": published,
        "prospect": dice.maybe(0.3),
        "prospect_source": dice.said(),
        "officer": dice.one(register.officers, 0.5),
    }


def kin(register) -> None:
    """Parts and successors, each of an earlier one: no institution leads back to itself."""
    for place, row in enumerate(register.institutions):
        earlier = register.institutions[:place]
        row.parent, row.successor = (register.dice.one(earlier, 0.7) for _name in ("parent", "successor"))
    Institution.objects.bulk_update(register.institutions, ["parent", "successor"])


def place(register) -> dict:
    """A country or a group."""
    dice = register.dice
    return dice.choice([{"country": dice.one(register.countries)}, {"group": dice.one(register.groups)}])


def priority(register, number: int) -> dict:
    dice, since = register.dice, register.dice.day()
    return {
        **dice.provenance(),
        **dice.titled("text"),
        **place(register),
        "slug": f"priority-{number}",
        "since": dice.one([None, since]),
        "until": dice.one([None, dice.day(since)]),
        "published": dice.maybe(),
    }


def cooperation(register, number: int) -> dict:
    dice = register.dice
    at, year = dice.one(register.abroad, 0.6), dice.randint(2012, 2027)
    return {
        **dice.provenance(),
        "reference": f"COL-{year}-{number + 300}",
        "year": year,
        "unit": dice.one(register.units),
        "institution": at,
        "country_id": at.country_id if at else dice.one([code for code in PLACES if code != "FR"]),
        "theme": dice.one(register.themes, 0.7),
        "published": dice.maybe(),
    }


def figure(register, number: int) -> dict:
    dice = register.dice
    where = place(register) if dice.maybe() else {}
    return {
        **dice.provenance(),
        **where,
        "slug": f"figure-{number:02}",
        "indicator": dice.one(register.indicators),
        "year": dice.randint(2010, 2027),
        "value": dice.randint(1, 9999),
        "published": dice.maybe(),
    }


def page(register, number: int) -> dict:
    dice = register.dice
    section = dice.one(["policy", "contacts"])
    return {
        **dice.provenance(),
        **dice.titled(),
        **dice.titled("body"),
        "slug": section if number < 1 else f"{section}/part-{number}",
        "order": number,
        "published": dice.maybe(0.6),
    }
