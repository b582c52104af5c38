"""What everybody knows: countries and their groups, types of cooperation, research fields, units, indicators."""

from agreements.models import Instrument
from partners.models import (
    Country,
    CountryGroup,
    Indicator,
    Membership,
    Region,
    ResearchUnit,
    ThematicInstitute,
)
from tests.factories import KNOWN

PLACES = {"JP": "030", "DE": "155", "FR": "155", "BR": "005", "CA": None, "XA": "030", "XB": "005"}
REGIONS = {"142": None, "030": "142", "150": None, "155": "150", "019": None, "005": "019"}
INSTRUMENTS = {"lia": 48, "gdri": 48, "framework": None, "irp": 60}


def build(register) -> None:
    dice = register.dice
    register.regions = register.add(
        Region, [{"code": code, "name_fr": f"Région {code}", "parent_id": parent} for code, parent in REGIONS.items()]
    )
    register.countries = register.add(Country, [country(code, region) for code, region in PLACES.items()])
    register.groups = register.add(
        CountryGroup, [{"code": code, "name_fr": f"Groupe {code}"} for code in ("eu", "priorities")]
    )
    register.add(
        Membership,
        [
            {"group": group, "country": country, "since": since, "until": dice.one([None, dice.day(since)])}
            for group in register.groups
            for country in dice.some(register.countries, 5)
            for since in [dice.day()]
        ],
    )
    register.themes = [ThematicInstitute.objects.create(code="brain", name_fr="Cerveau")]
    register.themes += register.add(
        ThematicInstitute,
        [
            {"code": "nerves", "name_fr": "Nerfs", "successor": register.themes[0]},
            {"code": "cancer", "name_fr": "Cancer"},
        ],
    )
    register.units = register.add(
        ResearchUnit,
        [{"code": f"U{1000 + number}", "name": dice.said(), "aliases": dice.said()} for number in range(4)],
    )
    register.instruments = register.add(
        Instrument,
        [
            {"code": code, "acronym": code.upper(), "name_fr": f"Type {code}", "default_months": months}
            for code, months in INSTRUMENTS.items()
        ],
    )
    register.indicators = register.add(
        Indicator, [{"code": code, "name_fr": f"Indicateur {code}"} for code in ("declared", "published")]
    )


def country(code: str, region: str | None) -> dict:
    iso3, french, english = KNOWN.get(code, (f"{code}X", f"Pays {code}", f"Country {code}"))
    return {"code": code, "iso3": iso3, "name_fr": french, "name_en": english, "subregion_id": region}
