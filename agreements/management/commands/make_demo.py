"""Invent records in number: declared collaborations in the published proportions, and agreements of every age."""

import datetime
from random import Random

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import Q

from agreements.models import Agreement, Amendment, Instrument, Party
from inserm_intl.days import ONE_DAY, add_months, today
from inserm_intl.figures import apportion
from partners.models import Cooperation, Country, Institution, Membership, ResearchUnit, ThematicInstitute
from partners.models.institution import HOME

YEARS = 6
COUNTRIES = 100
USA, NEIGHBOURS, OTHERS = 24, 50, 26  # percent, as the institute published them: near a quarter, half, the rest
FIRST_YEAR, BATCH = 1986, 1_000
# The rest begins with the countries that publish the most; then by code.
LARGEST = ["DE", "GB", "IT", "ES", "CH", "BE", "NL", "CA", "CN", "JP", "BR", "AU", "IN", "KR", "MA", "TN", "IL", "SN"]
SHOWN = {"published": True, "invented": True}


class Command(BaseCommand):
    help = "Add invented records, marked as such everywhere; the demonstration's fixture must be loaded."

    def add_arguments(self, parser):
        parser.add_argument("--cooperations", type=int, default=0, metavar="N", help="collaborations declared by units")
        parser.add_argument("--agreements", type=int, default=0, metavar="N", help="agreements, signed on both sides")
        parser.add_argument("--seed", type=int, default=1, metavar="N", help="the same seed invents the same records")

    @transaction.atomic
    def handle(self, *, cooperations, agreements, seed, **options):
        if min(cooperations, agreements) < 0:
            raise CommandError("How many? A number from 0 up.")
        random, made = Random(seed), 0
        for year, count in zip(latest_years(), apportion(cooperations, [1] * YEARS), strict=True):
            made += len(Cooperation.objects.enter(declarations(year, count, random)))
        for first in range(0, agreements, BATCH):
            enter_agreements(first, min(BATCH, agreements - first), random)
        self.stdout.write(f"Invented: {made} declared collaborations, {agreements} agreements")


def latest_years() -> range:
    """The latest complete years, the oldest first."""
    return range(today().year - YEARS, today().year)


# -- Declared collaborations --------------------------------------------------------------------


def declarations(year: int, count: int, random: Random) -> list[Cooperation]:
    """What units declared for a year: about a hundred countries, half of it in the EU and its vicinity."""
    units = [unit for unit in known(ResearchUnit.objects.filter(invented=True), "research units") if held(unit, year)]
    fields = [field for field in ThematicInstitute.objects.all() if held(field, year)]
    partners: dict[str, list[Institution]] = {}
    for institution in Institution.objects.filter(**SHOWN).order_by("pk"):
        partners.setdefault(institution.country_id, []).append(institution)
    return [
        Cooperation(
            year=year,
            unit=random.choice(units),
            country_id=code,
            institution=random.choice(partners[code]) if code in partners and random.random() < 0.67 else None,
            theme=random.choice(fields) if random.random() < 0.92 else None,
            **SHOWN,
        )
        for code, times in by_country(year, count)
        for _time in range(times)
    ]


def held(row, year: int) -> bool:
    """Valid on 31 December of the year."""
    last = datetime.date(year, 12, 31)
    return (row.valid_from is None or row.valid_from <= last) and (row.valid_until is None or row.valid_until >= last)


def by_country(year: int, count: int):
    """How many for each country: the USA, those of the EU and its vicinity in that year, the others."""
    groups = Membership.objects.at_end_of(year).filter(group__code__in=["eu", "vicinity"])
    near = set(groups.exclude(country=HOME).values_list("country", flat=True))
    codes = list(Country.objects.exclude(Q(code=HOME) | Q(subregion=None)).values_list("code", flat=True))
    codes.sort(key=lambda code: (LARGEST.index(code) if code in LARGEST else len(LARGEST), code))
    neighbours = [code for code in codes if code in near]
    others = [code for code in codes if code not in near and code != "US"][: COUNTRIES - 1 - len(neighbours)]
    for some, total in zip((["US"], neighbours, others), apportion(count, [USA, NEIGHBOURS, OTHERS]), strict=True):
        yield from zip(some, apportion(total, [1 / rank for rank in range(1, len(some) + 1)]), strict=True)


def known(rows, what: str) -> list:
    """The rows, of which there must be some."""
    found = list(rows.order_by("pk"))
    if not found:
        raise CommandError(f"There are no invented {what} yet: load the fixtures and demo first.")
    return found


# -- Agreements ---------------------------------------------------------------------------------


def enter_agreements(first: int, count: int, random: Random) -> None:
    """Of every type and age; one in ten extended by an amendment, one in ten renewed by the next."""
    french = known(Institution.objects.filter(country=HOME, **SHOWN), "institutions in France")
    abroad = known(Institution.objects.filter(**SHOWN).abroad(), "institutions abroad")
    types, fields = list(Instrument.objects.all()), list(ThematicInstitute.objects.all())
    made: list[Agreement] = []
    parties: list[Party] = []
    amendments: list[Amendment] = []
    for number in range(first + 1, first + count + 1):
        agreement = invented(number, random)
        agreement.instrument = random.choice(types)
        partners = random.sample(abroad, 1 if random.random() < 0.85 else min(3, len(abroad)))
        for side, institution in [("french", random.choice(french)), *(("partner", place) for place in partners)]:
            signed_on = agreement.effective_on - ONE_DAY * random.randint(0, 60)
            parties.append(Party(agreement=agreement, institution=institution, side=side, signed_on=signed_on))
        if random.random() < 0.1:
            amendments.append(extension(agreement))
        made.append(agreement)
    entered = Agreement.objects.enter(made, parties=parties, amendments=amendments)
    for earlier, later in zip(entered[:-1:10], entered[1::10], strict=False):
        later.predecessor = earlier
    Agreement.objects.bulk_update(entered[1::10], ["predecessor"])
    through = Agreement.themes.through
    through.objects.bulk_create(
        [through(agreement=agreement, thematicinstitute=random.choice(fields)) for agreement in entered]
    )


def invented(number: int, random: Random) -> Agreement:
    days = (today() - datetime.date(FIRST_YEAR, 1, 1)).days
    start = datetime.date(FIRST_YEAR, 1, 1) + ONE_DAY * random.randint(0, days)
    return Agreement(
        title_fr=f"Accord de démonstration n° {number}",
        title_en=f"Demonstration agreement no. {number}",
        title_es=f"Acuerdo de demostración n.º {number}",
        effective_on=start,
        ends_on=add_months(start, random.choice([24, 36, 48, 60])) - ONE_DAY,
        **SHOWN,
    )


def extension(agreement: Agreement) -> Amendment:
    """By a year, signed two months before the end."""
    end = agreement.ends_on
    return Amendment(
        agreement=agreement,
        number=1,
        kind="extension",
        signed_on=end - ONE_DAY * 60,
        effective_on=end - ONE_DAY * 60,
        new_end=add_months(end, 12),
    )
