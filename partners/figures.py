"""Figures of what units declare; where: regions and groups."""

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from inserm_intl.figures import Asked, Figure, Line, Tally, chapter, year_lines
from inserm_intl.templatetags.texts import in_language, told

from .filters import NOT_STATED, CooperationFilterSet
from .models import Cooperation, Country, CountryGroup, Membership, Region, ResearchUnit, ThematicInstitute
from .published import of_published

# What they are, and what they are not.
DECLARED = gettext_lazy(
    "Collaborations abroad that research units report each year. They are no agreements: "
    "thousands are declared where a few dozen agreements are in force, and the two are never added up."
)


def chapters(question):
    """What units declared, then what was published."""
    yield from chapter("declared", _("Declared collaborations"), str(DECLARED), of_cooperations(question))
    about = _(
        "Each as its source tells it. A share names the whole that it is of: shares of different wholes do not compare."
    )
    yield from chapter("published", _("Published figures"), about, of_published(question))


def of_cooperations(question):
    asked = Asked.of(question, CooperationFilterSet, "partners:cooperations")
    if asked.understood and (year := asked.rows.latest_year()):
        tally = Tally.of(asked.rows.filter(year=year), "country")
        yield declared_by_region(asked, question, year, tally)
        if not question.asked.get("group"):
            yield declared_by_group(asked, year, tally)
        yield declared_by_country(asked, year, tally)
        yield declared_by_year(asked)


# -- Where --------------------------------------------------------------------------------------


def region_of(question, path: str = ""):
    """The M49 region of the country at `path`, or its subregion where the question names a region; None outside."""
    if question.asked.get("region"):
        return F(f"{path}subregion")
    return Coalesce(f"{path}subregion__parent", f"{path}subregion")


def region_lines(counts: dict, question, cell) -> list[Line]:
    """A line for each region counted, then one for the countries that are in none; `cell(count, **place)`."""
    lines = [
        Line(region.name, [cell(counts[region.code], region=region.code)])
        for region in Region.objects.filter(code__in=[code for code in counts if code]).order_by("code")
    ]
    if None in counts:
        nowhere = question.countries().filter(subregion=None).values_list("code", flat=True)
        lines.append(Line(_("Not in a region"), [cell(counts[None], country=list(nowhere))]))
    return lines


# -- Declared by units --------------------------------------------------------------------------


def declared(day, asked: dict, **rows) -> Asked:
    """The public collaborations that are like `rows`, which the question `asked` gives as a list."""
    return Asked(Cooperation.objects.public(day).filter(**rows), day, "partners:cooperations", asked)


def declared_definition(year: int) -> str:
    return _("Collaborations that research units declared for %(year)s; each is with one country.") % {"year": year}


def declared_by_country(asked, year, tally) -> Figure:
    names = dict(Country.objects.filter(code__in=tally.counts).values_list("code", f"name_{get_language() or 'fr'}"))
    by_count = sorted(tally.counts.items(), key=lambda item: (-item[1], names[item[0]] or item[0]))
    return Figure(
        "declared-by-country",
        _("Declared collaborations by country"),
        declared_definition(year),
        [Line(names[code] or code, [asked.cell(count, country=code, year=year)]) for code, count in by_count],
        heading=_("Country or territory"),
        totals=[asked.cell(sum(tally.counts.values()), year=year)],
        shares=True,
        holds_invented=tally.invented,
    )


def declared_by_region(asked, question, year, tally) -> Figure:
    region_of_country = Country.objects.filter(code__in=tally.counts).annotate(region=region_of(question))
    counts: dict = {}
    for code, region in region_of_country.values_list("code", "region"):
        counts[region] = counts.get(region, 0) + tally.counts[code]
    return Figure(
        "declared-by-region",
        _("Declared collaborations by region"),
        declared_definition(year),
        region_lines(counts, question, lambda count, **place: asked.cell(count, **place, year=year)),
        heading=_("Region"),
        totals=[asked.cell(sum(counts.values()), year=year)],
        shares=True,
        holds_invented=tally.invented,
    )


def declared_by_group(asked, year, tally) -> Figure:
    """By the groups that the countries belonged to on 31 December of the year."""
    counts: dict = {}
    members = Membership.objects.at_end_of(year).filter(country__in=tally.counts)
    for group, country in members.values_list("group", "country").distinct():
        counts[group] = counts.get(group, 0) + tally.counts[country]
    lines = [
        Line(group.name, [asked.cell(counts[group.pk], group=group.code, year=year)])
        for group in CountryGroup.objects.filter(pk__in=counts)
    ]
    return Figure(
        "declared-by-group",
        _("Declared collaborations by group of countries"),
        _("The same, by the groups to which the countries belonged on 31 December %(year)s.") % {"year": year},
        lines,
        heading=_("Group of countries"),
        caution=_("Groups overlap: they are never added up, and no share is given."),
        holds_invented=tally.invented,
    )


def declared_by_year(asked) -> Figure:
    tally = Tally.of(asked.rows, "year")
    return Figure(
        "declared-by-year",
        _("Declared collaborations by year"),
        _("Units declare their collaborations anew each year: one that lasts is in several years."),
        year_lines(tally.counts, max(tally.counts), lambda year, count: [asked.cell(count, year=year)]),
        caution=_("Years are not added up."),
        heading=_("Year"),
        by_year=True,
        holds_invented=tally.invented,
    )


def declared_by_field(asked) -> Figure:
    """By research field, those merged into another counted in it."""
    tally = Tally.of(asked.rows, "year", "theme")
    fields = {row.pk: row for row in ThematicInstitute.objects.all()}
    counts: dict = {}
    for (year, key), count in tally.counts.items():
        field = today_s_field(fields, key)
        place = year, field.code if field else NOT_STATED
        counts[place] = counts.get(place, 0) + count
    labels = {row.code: in_language(*told(row, "name")) for row in fields.values()}
    return Figure(
        "declared-by-field",
        _("Declared collaborations by research field"),
        _("Collaborations that research units declared, by year and field."),
        heading=_("Research field"),
        caution=_("Not agreements: the two are never added up."),
        holds_invented=tally.invented,
        **latest_years(asked, counts, "theme", {**labels, NOT_STATED: _("Not stated")}),
    )


def declared_by_unit(asked) -> Figure:
    tally = Tally.of(asked.rows, "year", "unit__code")
    units = ResearchUnit.objects.filter(code__in={code for _year, code in tally.counts}).order_by("code", "pk")
    return Figure(
        "declared-by-unit",
        _("Declared collaborations by research unit"),
        _("Collaborations that research units declared, by year and unit."),
        heading=_("Research unit"),
        caution=_("Not agreements: the two are never added up."),
        holds_invented=tally.invented,
        **latest_years(asked, tally.counts, "unit", {unit.code: unit_name(unit) for unit in units}),
    )


def unit_name(unit):
    return format_html('{} <span class="sub" lang="fr">{}</span>', unit.code, unit.name)


def latest_years(asked, counts: dict, parameter: str, labels: dict) -> dict:
    """Lines of a figure for the labels counted, with a column for each of the six latest years declared."""
    years = sorted({year for year, _value in counts}, reverse=True)[:6]
    lines = [
        Line(label, [asked.cell(counts.get((year, value), 0), year=year, **{parameter: value}) for year in years])
        for value, label in labels.items()
        if any((year, value) in counts for year in years)
    ]
    return {"lines": lines, "columns": [str(year) for year in years]}


def today_s_field(fields: dict, key: int | None) -> ThematicInstitute | None:
    """The field that a field has been merged into, however often."""
    while key and fields[key].successor_id:
        key = fields[key].successor_id
    return fields[key] if key else None
