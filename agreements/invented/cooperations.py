"""Invented collaborations, declared in the proportions that were published.

A hundred countries: half of a year's collaborations are with those that belonged to the European Union or
its vicinity on its 31 December, near a quarter with the United States, the rest with a long tail of others.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from inserm_intl.days import today
from inserm_intl.figures import apportion
from partners.models import Cooperation, Membership, ThematicInstitute

from .registry import invented_institutions, invented_units, valid

YEARS = 6
NEAR, USA, OTHERS = 50, 24, 26  # percent
WITHOUT_FIELD, WITH_INSTITUTION = 0.08, 2 / 3
AT_ONCE = 5_000
# Those with which most is declared come first; France is at home.
BY_ACTIVITY = """
US GB DE IT ES CH CA BE NL JP CN BR SE AU DK IL IN KR AT PT NO PL IE GR FI RU CZ TR SG TW HU MX AR CL ZA RO MA TN
DZ CO LB SN VN TH IR EG SI HR SK BG RS UA LU EE LT LV CY IS NZ MY ID SA PK KE CM CI BF MG UG NG GA ML BJ CD GN TZ ET
PE EC UY CU CR PY BO MT GE AM MD BA AL MK ME FO KZ BD PH LA JO QA AE MZ RW
"""
COUNTRIES = BY_ACTIVITY.split()


def make_cooperations(count: int, chance: random.Random) -> int:
    """Enter so many, evenly over the six latest complete years."""
    maker, made = Declarations(chance), 0
    years = range(today().year - YEARS, today().year)
    for year, of_year in zip(years, apportion(count, [1] * YEARS), strict=True):
        rows = maker.of(year, of_year)
        while batch := list(islice(rows, AT_ONCE)):
            made += len(Cooperation.objects.enter(batch))
    return made


class Declarations:
    """What units may declare: each year's units and fields, and the institutions of each country."""

    def __init__(self, chance: random.Random):
        self.chance, self.units = chance, invented_units()
        self.fields = list(ThematicInstitute.objects.order_by("code"))
        self.places = defaultdict(list)
        for institution in invented_institutions():
            self.places[institution.country_id].append(institution)

    def of(self, year: int, count: int) -> Iterator[Cooperation]:
        chance, units, fields = self.chance, valid(self.units, year), valid(self.fields, year)
        for code in self.countries(year, count):
            here = self.places.get(code)
            yield Cooperation(
                year=year,
                unit=chance.choice(units),
                institution=chance.choice(here) if here and chance.random() < WITH_INSTITUTION else None,
                country_id=code,
                theme=None if chance.random() < WITHOUT_FIELD else chance.choice(fields),
                published=True,
                invented=True,
            )

    def countries(self, year: int, count: int) -> list[str]:
        """A country for each of the year's collaborations, in no order."""
        near_then = Membership.objects.at_end_of(year).filter(group__code__in=["eu", "vicinity"])
        near_codes = set(near_then.values_list("country", flat=True))
        near = [code for code in COUNTRIES if code in near_codes]
        others = [code for code in COUNTRIES if code not in near_codes and code != "US"]
        parts = zip((near, ["US"], others), apportion(count, [NEAR, USA, OTHERS]), strict=True)
        codes = [code for among, of_part in parts for code in tail(among, of_part)]
        self.chance.shuffle(codes)
        return codes


def tail(codes: list[str], count: int) -> Iterator[str]:
    """Much with the first, little with the last."""
    weights = [1 / (rank + 3) for rank in range(len(codes))]
    for code, times in zip(codes, apportion(count, weights), strict=True):
        yield from [code] * times
