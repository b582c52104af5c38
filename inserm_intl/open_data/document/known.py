"""Parameters whose values are a short list of the register: the codes that are public at this moment.

They change with the data, so the document refers to them by name and they are filled in at each request.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from agreements.parameters import instruments, partner_is_known, programmes, themes, unit_is_known
from inserm_intl.days import today
from partners.filters import NOT_STATED, indicators, themes_or_none
from partners.models import Cooperation, Institution, ResearchUnit
from partners.places import countries, groups, regions

from .words import READABLE

MOST = 1_000


def partners():
    names = Institution.objects.public().order_by("slug").values_list("slug", "name_fr", "name_en", "native_name")
    return [(slug, next(filter(None, words), slug)) for slug, *words in names[: MOST + 1]]


def shown_units():
    """The code and the name of those that a public agreement or a public declaration names."""
    day = today()
    of_agreements = Agreement.units.through.objects.filter(agreement__in=Agreement.objects.public(day).order_by())
    declaring = Cooperation.objects.public(day).order_by().values("unit")
    shown = ResearchUnit.objects.filter(pk__in=of_agreements.values("researchunit").union(declaring))
    return shown.order_by("code").values_list("code", "name").distinct()


def units():
    return list(shown_units()[: MOST + 1])


class Known(NamedTuple):
    """A component's name, what its values are, and the function that lists them as (code, wording).

    `telling` is the code to show as an example where it is public.
    """

    name: str
    meaning: Promise
    listed: Callable[[], list[tuple]]
    telling: str = ""

    @property
    def reference(self) -> dict:
        return {"$ref": f"#/components/schemas/{self.name}"}

    def example(self, *, several: bool) -> dict:
        return {"examples": {"known": {"$ref": f"#/components/examples/{self.name}{'s' if several else ''}"}}}


KNOWN: dict[Callable, Known] = {
    countries: Known("CountryCode", _("A country or territory: ISO 3166-1, two letters."), countries, "JP"),
    regions: Known("RegionCode", _("A region or subregion of the United Nations’ M49 standard."), regions, "142"),
    groups: Known("GroupCode", _("A group of countries."), groups, "eu"),
    instruments: Known("InstrumentCode", _("A type of cooperation."), instruments, "lia"),
    themes: Known("ThemeCode", _("A research field (thematic institute)."), themes),
    themes_or_none: Known(
        "ThemeOrNoneCode", _("A research field (thematic institute), or that none is stated."), themes_or_none
    ),
    programmes: Known("ProgrammeCode", _("An exchange programme."), programmes),
    indicators: Known("IndicatorCode", _("What a published figure counts."), indicators),
    unit_is_known: Known("UnitCode", _("A research unit of Inserm."), units),
    partner_is_known: Known(
        "PartnerCode", _("An institution, by the last part of its page’s address."), partners, "riken"
    ),
}


def schema(known: Known, rows: list[tuple]) -> dict:
    """The codes themselves; of more than 1,000 their form alone; of none, the empty value, which asks nothing."""
    told = {"type": "string", "description": str(known.meaning)}
    if len(rows) > MOST:
        return {**told, **READABLE, "minLength": 1}
    codes = {str(code): str(wording) for code, wording in sorted(rows)} or {"": ""}
    return {**told, "enum": list(codes), "x-enumDescriptions": codes}


def components() -> dict[str, dict]:
    """Each list as a schema, and as an example of a parameter that takes several and of one that takes one.

    One query for each list that the register keeps.
    """
    schemas: dict[str, dict] = {}
    examples: dict[str, dict] = {}
    for known in KNOWN.values():
        rows = known.listed()
        schemas[known.name] = schema(known, rows)
        codes = {str(code) for code, _wording in rows} - {NOT_STATED}
        told = known.telling if known.telling in codes else min(codes, default="")
        examples[known.name] = {"value": told}
        examples[f"{known.name}s"] = {"value": [told]}
    return {"schemas": schemas, "examples": examples}
