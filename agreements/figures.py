"""Figures of agreements, calls and activities: each starts at the noun's list, asked the page's question."""

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from inserm_intl.figures import Asked, Cell, Figure, Line, Multiples, Tally, chapter, year_lines
from inserm_intl.templatetags.texts import in_language, told
from partners.figures import region_lines, region_of

from .filters import ActivityFilterSet, AgreementFilterSet, CallFilterSet
from .life import State
from .models import AgreementPeriod, ExchangeProgramme, Instrument, Party
from .models.activity import ActivityKind, Direction, Status


def chapters(question):
    """What can be told of the question's answers, in the order in which people ask."""
    about = _("Each was negotiated and signed by both sides: a few dozen run at a time.")
    yield from chapter("agreements", _("Agreements"), about, of_agreements(question))
    about = _("Visits, seminars and stays that were held, and the calls of the exchange programmes.")
    yield from chapter("exchanges", _("Exchanges and their reciprocity"), about, of_exchanges(question))


def of_agreements(question):
    asked = Asked.of(question, AgreementFilterSet, "agreements:agreements")
    if asked.understood:
        yield in_force_by_type(asked)
        yield in_force_by_region(asked, question)
        yield in_force_by_year(asked)


def of_exchanges(question):
    activities = Asked.of(question, ActivityFilterSet, "agreements:activities")
    if activities.understood:
        yield activities_by_year(activities)
    calls = Asked.of(question, CallFilterSet, "agreements:calls")
    if calls.understood:
        yield calls_by_year(calls)
    if activities.understood:
        yield Multiples("reciprocity", list(reciprocity(activities)))


def in_force(asked):
    return asked.rows.in_state(State.IN_FORCE, on=asked.day)


def in_force_by_type(asked) -> Figure:
    tally = Tally.of(in_force(asked), "instrument__code")
    lines = [
        Line(row.short, [asked.cell(tally.counts[row.code], instrument=row.code, state=State.IN_FORCE)])
        for row in Instrument.objects.filter(code__in=tally.counts)
    ]
    return Figure(
        "agreements-by-type",
        _("Agreements in force by type"),
        _("Published agreements with institutions abroad that are in force on the day. Each has one type."),
        lines,
        heading=_("Type of cooperation"),
        totals=[asked.cell(sum(tally.counts.values()), state=State.IN_FORCE)],
        shares=True,
        holds_invented=tally.invented,
    )


def in_force_by_region(asked, question) -> Figure:
    """By the countries of the partners that a visitor may see; an agreement stands in as many regions as it has."""
    agreements = in_force(asked)
    parties = Party.objects.of_public_institutions(asked.day).filter(
        agreement__in=agreements, institution__country__in=question.countries()
    )
    tally = Tally.of(
        parties.order_by().annotate(region=region_of(question, "institution__country__")),
        "region", count="agreement", invented="agreement__invented",
    )  # fmt: skip
    return Figure(
        "agreements-by-region",
        _("Agreements in force by region"),
        _("The same agreements, by the regions of their partners (the United Nations’ M49 standard)."),
        region_lines(tally.counts, question, lambda count, **place: asked.cell(count, **place, state=State.IN_FORCE)),
        heading=_("Region"),
        totals=[asked.cell(agreements.count(), state=State.IN_FORCE)],
        caution=_("An agreement with partners in several regions is in several lines: the total counts it once."),
        holds_invented=tally.invented,
    )


def in_force_by_year(asked) -> Figure:
    """Agreements in force on at least one day of each year, up to the year of the day."""
    counts, invented = running_years(asked)
    return Figure(
        "agreements-by-year",
        _("Agreements in force by year"),
        _("Published agreements in force on at least one day of the year."),
        year_lines(counts, asked.day.year, lambda year, count: [asked.cell(count, year=year)]),
        caution=_("An agreement is counted in each year of its life: years are not added up."),
        heading=_("Year"),
        by_year=True,
        holds_invented=invented,
    )


def running_years(asked) -> tuple[dict[int, int], bool]:
    """How many agreements ran in each year: from the first and last years of their periods, in one query.

    A period that begins in the year in which an earlier one of the same agreement ended is counted from
    the next year on, so that a suspension within a year does not count an agreement twice.
    """
    running = AgreementPeriod.objects.filter(state=State.IN_FORCE)
    earlier = running.filter(
        agreement=OuterRef("agreement"), until__lt=OuterRef("since"), until__year=ExtractYear(OuterRef("since"))
    )
    later_start = Case(When(Exists(earlier), then=Value(1)), default=Value(0), output_field=IntegerField())
    spans = (
        running.filter(agreement__in=asked.rows, since__year__lte=asked.day.year)
        .order_by()
        .values(first=ExtractYear("since") + later_start, last=ExtractYear("until"))
        .annotate(rows=Count("pk"), made_up=Count("pk", filter=Q(agreement__invented=True)))
    )
    counts: dict[int, int] = {}
    invented = False
    for span in spans:
        invented = invented or bool(span["made_up"])
        for year in range(span["first"], min(span["last"] or asked.day.year, asked.day.year) + 1):
            counts[year] = counts.get(year, 0) + span["rows"]
    return counts, invented


def held(asked):
    return asked.rows.filter(status=Status.HELD).annotate(year=ExtractYear("starts_on"))


def activities_by_year(asked) -> Figure:
    tally = Tally.of(held(asked), "year", "kind")

    def cells(year, _count):
        return [
            asked.cell(tally.counts.get((year, kind.value), 0), year=year, kind=kind.value, state=Status.HELD.value)
            for kind in ActivityKind
        ]

    return Figure(
        "activities-by-year",
        _("Visits, seminars and stays by year"),
        _("Published activities that were held, by the year in which they began."),
        year_lines(by_year(tally.counts), asked.day.year, cells),
        columns=[str(kind.label) for kind in ActivityKind],
        totals=[
            asked.cell(summed(tally.counts, kind.value), kind=kind.value, state=Status.HELD.value)
            for kind in ActivityKind
        ],
        heading=_("Year"),
        by_year=True,
        holds_invented=tally.invented,
    )


def by_year(counts: dict) -> dict[int, int]:
    """Counts keyed by (year, …), summed for each year."""
    years: dict[int, int] = {}
    for (year, *_others), count in counts.items():
        years[year] = years.get(year, 0) + count
    return years


def summed(counts: dict, part: str) -> int:
    """Counts keyed by (year, part), summed over the years."""
    return sum(count for (_year, of), count in counts.items() if of == part)


def reciprocity(asked):
    """For each programme that publishes it, what was held each way, by year; no record is not zero."""
    programmes = list(ExchangeProgramme.objects.public(asked.day).filter(publishes_reciprocity=True).order_by("slug"))
    tally = Tally.of(held(asked).filter(programme__in=programmes), "programme", "year", "direction")
    for programme in programmes:
        counts = {key[1:]: count for key, count in tally.counts.items() if key[0] == programme.pk}
        if counts:
            yield reciprocity_of(programme, counts, asked, tally.invented)


def reciprocity_of(programme, counts, asked, invented) -> Figure:
    def cells(year, count):
        if not count:
            return [Cell(0, text=_("Not reported")) for _direction in Direction]
        return [
            asked.cell(
                counts.get((year, way.value), 0),
                programme=programme.slug, year=year, direction=way.value, state=Status.HELD.value,
            )
            for way in Direction
        ]  # fmt: skip

    return Figure(
        f"reciprocity-{programme.slug}",
        _("Reciprocity"),
        _("What was held under the programme in each direction, by the year in which it began."),
        year_lines(by_year(counts), asked.day.year, cells),
        of=in_language(*told(programme, "title")),
        columns=[str(way.label) for way in Direction],
        totals=[
            asked.cell(
                summed(counts, way.value), programme=programme.slug, direction=way.value, state=Status.HELD.value
            )
            for way in Direction
        ],
        caution=_("A year without any record is not a year with zero exchanges."),
        heading=_("Year"),
        by_year=True,
        holds_invented=invented,
    )


def calls_by_year(asked) -> Figure:
    tally = Tally.of(asked.rows.annotate(year=ExtractYear("opens_on")), "year")
    return Figure(
        "calls-by-year",
        _("Calls for applications by year"),
        _("Published calls of the exchange programmes, by the year in which they opened."),
        year_lines(tally.counts, asked.day.year, lambda year, count: [asked.cell(count, year=year)]),
        totals=[asked.cell(sum(tally.counts.values()))],
        heading=_("Year"),
        by_year=True,
        holds_invented=tally.invented,
    )
