"""Every figure equals a recount of the list it leads to, whatever the data, the day and the question."""

import datetime
from random import Random

import pytest
from django.db import transaction
from django.http import QueryDict
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements import figures as of_agreements
from agreements.models import Agreement, Amendment, Instrument, Party
from inserm_intl.charts import columns
from inserm_intl.figures import Cell, Figure, Line, Multiples, shares
from inserm_intl.pages.key_figures import FigureQuestion
from partners import figures as of_partners
from partners.filters import KeyFigureFilterSet
from partners.models import Cooperation, Country, Institution, ResearchUnit, ThematicInstitute
from partners.published import Published
from tests import factories as make
from tests.addresses import FILTERSETS
from tests.reading import ask
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db
QUESTIONS = [
    "", "country=JP", "country=JP&country=CA", "region=142", "region=030", "region=034",
    "region=142&region=155", "group=eu",
    "group=eu&group=priorities", "theme=brain", "theme=cancer&country=BR", "invented=no", "invented=yes", "q=institut",
    "country=CA&invented=no",
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def wider() -> None:
    """A second subregion of Asia, and a group that overlaps the others."""
    south = make.RegionFactory(code="034", name_fr="Asie du Sud", parent=make.RegionFactory(code="142"))
    make.InstitutionFactory(slug="delhi", country=make.CountryFactory(code="IN", subregion=south))
    for code in ("JP", "DE", "IN"):
        make.MembershipFactory(group=make.CountryGroupFactory(code="near"), country=Country(code))


def chapters(asked: str) -> dict[str, list]:
    """What each chapter tells, figures side by side one by one."""
    question = FigureQuestion(QueryDict(asked), Country.objects.none())
    assert not question.errors
    with translation.override("fr"):
        told = [*of_agreements.chapters(question), *of_partners.chapters(question)]
        parts = {chapter.key: [getattr(figure, "figures", [figure]) for figure in chapter.figures] for chapter in told}
    return {key: [figure for part in of_chapter for figure in part] for key, of_chapter in parts.items()}


def figures(asked: str) -> list[Figure]:
    return [figure for key, told in chapters(asked).items() if key != "published" for figure in told]


def published(asked: str) -> dict[str, Published]:
    return {found.key: found for found in chapters(asked).get("published", [])}


def figure(asked: str, key: str) -> Figure:
    return next(found for found in figures(asked) if found.key == key)


def numbers(of: Figure) -> dict[str, int]:
    return {line.label: line.count for line in of.lines}


def recount(url: str) -> int:
    """How many rows the list at an address has."""
    path, _mark, asked = url.partition("?")
    answer = FILTERSETS[path.split("/")[2]](QueryDict(asked))
    assert not answer.errors, url
    return answer.qs.count()


def cells(of: Figure):
    yield from (cell for line in of.lines for cell in line.cells)
    yield from of.totals


def scatter(seed: int) -> None:
    """Random agreements with random lives, partners and fields; random activities, calls and collaborations."""
    random = Random(seed)
    wider()
    places: list = list(Institution.objects.exclude(country="FR").order_by("pk"))
    places.append(make.InstitutionFactory(country=Country("JP"), published=False))
    fields, types = list(ThematicInstitute.objects.all()), list(Instrument.objects.all())
    made, parties, amendments = [], [], []
    for number in range(random.randint(0, 8)):
        first = datetime.date(random.randint(2008, 2018), random.randint(1, 12), random.randint(1, 28))
        made.append(
            Agreement(
                reference=f"LIA-2001-{number + 1:03}", title_fr="Accord", instrument=random.choice(types),
                published=random.random() < 0.8, invented=random.random() < 0.4,
                ends_on=first + datetime.timedelta(random.randint(10, 2000)),
            )
        )  # fmt: skip
        sides = random.sample(places, random.randint(1, 3))
        parties.append(Party(agreement=made[-1], institution=Institution.objects.get(slug="inserm"), side="french"))
        parties += [Party(agreement=made[-1], institution=place, side="partner") for place in sides]
        for party in parties[-len(sides) - 1 :]:
            party.signed_on = first
        for order, kind in enumerate(random.sample(["suspension", "resumption"], random.randint(0, 2)), 1):
            turn = first + datetime.timedelta(random.randint(1, 500) * order)
            amendments.append(Amendment(agreement=made[-1], number=order, kind=kind, signed_on=turn, effective_on=turn))
    Agreement.objects.enter(made, parties=parties, amendments=amendments)
    for agreement in made:
        agreement.themes.add(*random.sample(fields, random.randint(0, 2)))
    unit = ResearchUnit.objects.first()
    Cooperation.objects.enter(
        [
            Cooperation(
                year=random.randint(2013, 2017), unit=unit, country_id=random.choice(["JP", "DE", "BR", "CA", "IN"]),
                theme=random.choice([None, *fields]), published=random.random() < 0.8,
                invented=random.random() < 0.4,
            )
            for _number in range(random.randint(0, 12))
        ]
    )  # fmt: skip


@given(
    st.integers(0, 10**9), st.sampled_from(QUESTIONS), st.dates(datetime.date(2009, 1, 1), datetime.date(2027, 1, 1))
)
@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_figure_equals_a_recount_of_its_list(seed, question, day):
    asked = f"{question}&on={day}"
    with transaction.atomic():
        scatter(seed)
        for found in figures(asked):
            for cell in cells(found):
                if cell.url:
                    assert recount(cell.url) == cell.count, (found.key, cell)
                else:
                    assert cell.count == 0, (found.key, cell)
            if found.shares:
                assert round(sum(line.share for line in found.lines), 1) == 100.0
                assert found.totals[0].count == sum(line.count for line in found.lines)
        transaction.set_rollback(True)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_shares_add_up_to_a_hundred_and_are_off_by_less_than_a_tenth(counts):
    told, whole = shares(counts), sum(counts)
    assert round(sum(told), 1) == (100.0 if whole else 0.0)
    assert all(abs(share - 100 * count / whole) < 0.1 for share, count in zip(told, counts, strict=True) if whole)


def test_the_numbers_of_the_page_are_those_of_the_lists_behind_their_links(client):
    page = ask(client, "key-figures/")
    links = [
        link for cell in page.all("td", class_="number") for link in cell.all("a") if "http" not in link.attrs["href"]
    ]
    assert len(links) > 20
    for link in links:
        rows = client.get(link.attrs["href"]).context["page"].paginator.count
        assert link.text.split(" – ")[0].strip() == str(rows), link.attrs["href"]


def test_an_agreement_with_partners_in_two_regions_is_in_both_and_once_in_the_total():
    found = figure("", "agreements-by-region")
    assert (sum(line.count for line in found.lines), found.totals[0].count, found.shares) == (3, 2, False)
    assert {line.share for line in found.lines} == {None}


def test_a_suspension_within_a_year_does_not_count_an_agreement_twice(world):
    before = numbers(figure("", "agreements-by-year"))
    for number, (kind, when) in enumerate([("resumption", "2017-09-01"), ("suspension", "2017-11-01")], 2):
        make.AmendmentFactory(
            agreement=world.halted, number=number, kind=kind, signed_on=make.day(when), effective_on=make.day(when)
        )
    assert numbers(figure("", "agreements-by-year")) == before


def test_an_agreement_counts_in_each_year_from_its_first_to_its_last():
    years = numbers(figure("instrument=lia", "agreements-by-year"))
    assert (years["2010"], years["2013"], years["2016"]) == (1, 2, 4)


def test_overlapping_groups_are_never_totalled():
    found = figure("", "declared-by-group")
    assert (found.totals, found.shares) == ([], False)


def test_a_collaboration_is_never_counted_among_agreements():
    before = numbers(figure("", "agreements-by-type"))
    Cooperation.objects.all().delete()
    assert numbers(figure("", "agreements-by-type")) == before
    assert not any(found.key.startswith("declared") for found in figures(""))


def test_what_a_noun_cannot_be_asked_gives_no_figure_of_it():
    keys = {found.key for found in figures("theme=brain")}
    assert "agreements-by-type" in keys
    assert not any(key.startswith("calls") for key in keys)
    assert published("theme=brain") == {}


def test_a_year_without_record_is_not_reported_and_no_year_is_zero_by_silence(world):
    world.visits.publishes_reciprocity = True
    world.visits.save()
    make.ActivityFactory(country=Country("JP"), programme=world.visits, starts_on=make.day("2016-03-02"))
    found = figure("on=2017-01-01", "reciprocity-visits")
    told = {line.label: [cell.text or cell.count for cell in line.cells] for line in found.lines}
    assert told["2014"] == [1, 0, 0]
    assert told["2015"] == told["2017"] == ["Non renseigné"] * 3
    assert found.name == "Réciprocité\xa0: Visites au Japon"


def test_a_programme_that_keeps_its_reciprocity_to_itself_has_no_figure():
    assert not any(found.key.startswith("reciprocity") for found in figures(""))


def test_another_denominator_is_another_figure():
    cooperations, copublications = (
        make.IndicatorFactory(code=code, unit="percent", denominator_fr=denominator)
        for code, denominator in {"a": "coopérations", "b": "copublications"}.items()
    )
    for indicator, year in ((cooperations, 2013), (copublications, 2020), (cooperations, 2017)):
        make.KeyFigureFactory(indicator=indicator, year=year)
    found = published("")
    assert [line.year for line in found["published-a"].lines] == [2013, 2017]
    assert found["published-a"].indicator.denominator == "coopérations"
    assert found["published-b"].indicator.denominator == "copublications"


@pytest.mark.parametrize(
    ("qualifier", "value", "unit", "told"),
    [
        ("more-than", 7000, "count", "plus de 7 000"),
        ("nearly", 25, "percent", "près de 25 %"),
        ("exact", "47.4", "percent", "47,4 %"),
    ],
)
def test_a_published_figure_is_told_with_its_qualifier(qualifier, value, unit, told):
    indicator = make.IndicatorFactory(code="told", unit=unit, denominator_fr="tout")
    make.KeyFigureFactory(indicator=indicator, qualifier=qualifier, value=value)
    (line,) = published("")["published-told"].lines
    with translation.override("fr"):
        assert line.told.replace("\xa0", " ").replace("\u202f", " ") == told


def test_a_published_figure_stands_beside_its_source_and_its_words_where_it_is_no_bare_number(client):
    told = make.IndicatorFactory(code="told")
    given = {"indicator": told, "source_url": "https://www.example.org/figures/", "source_read_on": "2026-11-24"}
    for year, wording in ((2010, "6 300"), (2017, "over 6,000"), (2020, "une vingtaine")):
        make.KeyFigureFactory(year=year, wording=wording, **given)
    table = ask(client, "key-figures/", kind="told").one("section", aria_labelledby="published-told").one("table")
    assert [quote.text for quote in table.all("q")] == ["over 6,000", "une vingtaine"]
    sources = {cell.one("a").attrs["href"]: cell.text for cell in table.all("td", class_="origin")}
    assert sources == {"https://www.example.org/figures/": "example.org, consultée le 24 novembre 2026"}


@pytest.mark.parametrize("asked", ["", "country=CA", "group=eu", f"on={THAT_DAY}", "q=share", "invented=yes"])
def test_every_published_figure_that_the_question_finds_is_told_once_and_at_its_place(asked):
    found = published(asked).values()
    slugs = sorted(line.slug for one in found for line in one.lines)
    assert slugs == sorted(KeyFigureFilterSet(QueryDict(asked)).qs.values_list("slug", flat=True))
    for one in found:
        assert {line.indicator for line in one.lines} == {one.indicator}
        for place in one.places:
            assert len({(line.country_id, line.group_id) for line in place.lines}) == 1


def test_figures_stand_in_four_chapters_in_the_order_in_which_people_ask(client):
    page = ask(client, "key-figures/")
    index = page.one("nav", class_="contents")
    headings = [heading for heading in page.content.all("h2") if heading.attrs["id"] in chapters("")]
    assert [heading.text for heading in headings] == [
        "Accords", "Échanges et réciprocité", "Collaborations déclarées", "Chiffres publiés"
    ]  # fmt: skip
    led = {link.attrs["href"].removeprefix("#") for link in index.all("a")}
    assert led == {element.attrs["id"] for tag in ("h2", "h3") for element in page.content.all(tag)}


def test_figures_side_by_side_share_their_years_and_their_scale():
    early, late = (
        Figure(key, "What", "", [Line(str(year), [Cell(count)]) for year, count in counts.items()], by_year=True)
        for key, counts in {"early": {2010: 4, 2011: 0, 2012: 0}, "late": {2012: 2}}.items()
    )
    both = Multiples("both", [early, late])
    assert [mark.text for mark in columns(late, both)["years"]] == ["2010", "2011", "2012"]
    (high,), (low,) = columns(early, both)["boxes"], columns(late, both)["boxes"]
    assert (high.height, high.width) == (2 * low.height, low.width)
    assert low.x > 66


def test_a_figure_with_invented_records_says_so_and_can_be_had_without(client):
    assert figure("", "agreements-by-type").holds_invented is False
    make.in_force(invented=True, instrument=Instrument.objects.get(code="gdri"))
    assert figure("", "agreements-by-type").holds_invented is True
    assert figure("invented=no", "agreements-by-type").holds_invented is False
    assert "avec des enregistrements inventés" in ask(client, "key-figures/").content.text


def test_a_bad_value_is_refused_beside_its_field_and_shows_no_figure(client):
    page = ask(client, "key-figures/", on="2023-02-30", status=400)
    assert page.all("table") == []
    assert page.one("input", name="on").attrs["aria-invalid"] == "true"


def test_each_figure_can_be_cited(client):
    text = ask(client, "key-figures/", on=THAT_DAY).content.text
    assert "« Accords en vigueur par forme de coopération », situation au 30 juin 2015" in text
    assert "/fr/key-figures/?on=2015-06-30#agreements-by-type" in text


def test_bars_are_as_long_as_their_numbers():
    lines = [Line("a", [Cell(1)]), Line("b", [Cell(4)])]
    Figure("key", "Title", "", lines)
    assert [line.width for line in lines] == [25.0, 100.0]
