"""Published figures: as their source puts them, of the world, a country or a group, for a year."""

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.utils.translation import override

from partners.filters import KeyFigureFilterSet
from partners.models import Indicator, KeyFigure
from tests import factories as make
from tests.admin_forms import add, change
from tests.test_loading import fixture, load

pytestmark = pytest.mark.django_db


def found(asked=""):
    return {figure.slug for figure in KeyFigureFilterSet(QueryDict(asked)).qs}


@pytest.fixture
def figures():
    """Of the world in 2010 and 2020; of the union; of the United Kingdom in its last year as a member and the next."""
    load("countries", "groups")
    declared = make.IndicatorFactory(code="declared")
    figure = {"indicator": declared, "published": True}
    for year in (2010, 2020):
        make.KeyFigureFactory(slug=f"world-{year}", year=year, **figure)
    for year in (2019, 2020):
        make.KeyFigureFactory(slug=f"uk-{year}", year=year, country_id="GB", **figure)
    make.KeyFigureFactory(slug="union-2019", year=2019, group=eu(), indicator=make.IndicatorFactory(code="share"))


def eu():
    return make.CountryGroupFactory(code="eu")


@pytest.mark.parametrize(
    ("asked", "slugs"),
    [
        ("kind=share", "union-2019"),
        ("kind=share&year=2010", ""),
        ("year=2020", "uk-2020 world-2020"),
        ("country=GB", "uk-2019 uk-2020"),
        ("group=eu", "uk-2019 union-2019"),
        ("on=2019-12-31", "uk-2019 union-2019 world-2010"),
        ("q=royaume", "uk-2019 uk-2020"),
        ("id=world-2010", "world-2010"),
    ],
)
def test_figures_are_asked_by_the_year_and_the_place_they_are_of(figures, asked, slugs):
    assert found(asked) == set(slugs.split())


def test_a_figure_that_is_not_published_is_not_found():
    make.KeyFigureFactory(published=False)
    assert found() == set()


@pytest.mark.parametrize(
    ("qualifier", "unit", "value", "told"),
    [
        ("exact", "count", "6580", "6,580"),
        ("more-than", "count", "7000", "more than 7,000"),
        ("nearly", "percent", "25", "nearly 25%"),
        ("exact", "percent", "47.4", "47.4%"),
    ],
)
def test_a_figure_is_told_as_cautiously_as_its_source_tells_it(qualifier, unit, value, told):
    indicator = make.IndicatorFactory(unit=unit, denominator_fr="toutes" if unit == "percent" else "")
    figure = make.KeyFigureFactory(indicator=indicator, qualifier=qualifier, value=value)
    figure.refresh_from_db()
    with override("en"):
        assert figure.told == told


def test_a_year_that_is_not_certain_is_told_so():
    with override("en"):
        assert make.KeyFigureFactory.build(year=2013).told_year == "2013"
        assert make.KeyFigureFactory.build(year=2013, year_is_about=True).told_year == "about 2013"


def test_an_officer_enters_a_figure_and_publishes_it_with_its_source(admin_client):
    indicator = make.IndicatorFactory()
    typed = {"slug": "declared-2020", "indicator": indicator.pk, "year": "2020", "value": "6580", "qualifier": "exact"}
    response = add(admin_client, KeyFigure, **typed, published="on")
    assert set(response.context["adminform"].form.errors) == {"source_url"}
    add(admin_client, KeyFigure, **typed, published="on", source_url="https://example.org/")
    assert found() == {"declared-2020"}


def test_a_share_says_of_what(admin_client):
    indicator = make.IndicatorFactory()
    response = change(admin_client, indicator, unit="percent")
    assert set(response.context["adminform"].form.errors) == {"denominator_fr"}
    change(admin_client, indicator, unit="percent", denominator_fr="toutes les publications")
    assert Indicator.objects.get().unit == "percent"


def test_figures_are_loaded_by_the_names_of_what_they_count_and_where(tmp_path):
    make.CountryFactory(code="CA")
    rows = [
        ("partners.indicator", {"code": "declared", "name_fr": "Collaborations déclarées"}),
        (
            "partners.keyfigure",
            {"slug": "declared-canada", "indicator": ["declared"], "country": ["CA"], "year": 2010, "value": "100"}
            | {"published": True, "source_url": "https://example.org/"},
        ),
    ]
    for _again in range(2):
        load(fixture(tmp_path, *rows))
    assert found("country=CA") == {"declared-canada"}
    call_command("check_data", verbosity=0)


# The figures that were really published


@pytest.fixture
def published():
    load("countries", "groups", "indicators", "key_figures")
    return KeyFigure.objects.public()


def test_every_published_figure_names_its_source_and_how_the_source_puts_it(published):
    assert published.count() == KeyFigure.objects.count() > 30
    for figure in published:
        figure.full_clean()
        assert figure.source_url.startswith("https://")
        assert figure.source_read_on
        assert figure.wording
        assert not figure.invented


def test_two_sources_give_one_indicator_no_two_values_for_one_place_and_year(published):
    of = [(figure.indicator_id, figure.country_id, figure.group_id, figure.year) for figure in published]
    assert len(of) == len(set(of))


def test_shares_of_two_things_are_two_indicators_in_three_languages(published):
    usa = published.filter(country="US", indicator__unit="percent").values_list("indicator__denominator_en", flat=True)
    assert len(set(usa)) == 2
    for indicator in Indicator.objects.all():
        for language in ("fr", "en", "es"):
            with override(language):
                assert indicator.name
                assert indicator.definition
                assert bool(indicator.denominator) is (indicator.unit == "percent")


def test_a_day_shows_the_figures_of_the_years_that_had_begun(published):
    assert (
        KeyFigure.objects.public(make.day("2012-12-31")).filter(indicator__code="joint-publications-share").count() == 1
    )
    assert KeyFigure.objects.public(make.day("2011-12-31")).filter(year__gt=2011).count() == 0
