"""Numbers are told with their thousands apart, wherever rows are counted for a reader."""

from urllib.parse import urlsplit

import pytest
from django.utils.translation import override

from agreements import views as of_agreements
from agreements.calls import Calls
from inserm_intl.charts import columns
from inserm_intl.figures import Cell, Figure, Line
from inserm_intl.numbers import number
from inserm_intl.pages.world_map import SHADES, WorldMap
from inserm_intl.world import World
from partners import views as of_partners
from partners.models import Cooperation
from tests import factories as make
from tests.reading import ask, parameters

LISTS = [
    *(of_agreements.Agreements, of_agreements.Programmes, Calls, of_agreements.Activities, of_agreements.Instruments),
    *(of_partners.Institutions, of_partners.Countries, of_partners.Cooperations, WorldMap),
]


def test_thousands_are_apart_in_the_manner_of_the_language():
    told = {}
    for language in ("fr", "en", "es"):
        with override(language):
            told[language] = [number(1), number(9_999), number(10_000), number(1_234_567)]
    assert told == {
        "fr": ["1", "9\u202f999", "10\u202f000", "1\u202f234\u202f567"],
        "en": ["1", "9,999", "10,000", "1,234,567"],
        "es": ["1", "9\xa0999", "10\xa0000", "1\xa0234\xa0567"],
    }


@pytest.mark.parametrize("page", LISTS, ids=lambda page: page.__name__)
def test_every_list_tells_its_count_so(page):
    with override("en"):
        assert page().counted(12_345).startswith("12,345 ")
        assert page().counted(1).startswith("1 ")


@pytest.mark.parametrize("shade", SHADES)
def test_a_country_on_the_map_tells_its_count_so(shade):
    with override("en"):
        world = World({"JP": 12_345, "DE": 1}, [("JP", "Japan"), ("DE", "Germany")], SHADES[shade].said)
        assert ">Japan: 12,345 " in world.lands
        assert f">Germany: {SHADES[shade].said % {'number': 1, 'count': 1}}<" in world.lands


def test_the_columns_of_a_figure_tell_their_counts_so():
    with override("en"):
        figure = Figure("key", "What", "How", [Line("2015", [Cell(12_345)])], by_year=True)
        assert [top.text for top in columns(figure)["tops"]] == ["12,345"]


@pytest.mark.django_db
def test_a_page_tells_its_counts_so_and_its_addresses_hold_them_plain(client):
    unit, country = make.ResearchUnitFactory(), make.CountryFactory(code="CA")
    fields = {"unit": unit, "country": country, "year": 2016}
    Cooperation.objects.bulk_create(
        make.CooperationFactory.build(reference=f"COL-2016-{row:04}", **fields) for row in range(1_200)
    )
    page = ask(client, "/en/cooperations/", year="2016")
    assert "(1,200)" in page.title
    assert page.one(class_="list-head").one("strong").text == "1,200 declared collaborations"
    for address in ("/en/countries/", "/en/map/?shade=cooperations", "/en/key-figures/", "/en/"):
        leads = [link.attrs["href"] for link in ask(client, address).all("a") if link.text.startswith("1,200")]
        assert leads, address
        assert {urlsplit(lead).path for lead in leads} == {"/en/cooperations/"}
        assert {parameters(lead)["year"][0] for lead in leads} == {"2016"}
