"""What a page says of itself to whoever quotes it: its title, how to cite it, whom to tell of a mistake."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests import factories as make
from tests.addresses import LISTS, RECORDS
from tests.reading import ask
from tests.world import build, standing

pytestmark = pytest.mark.django_db
SITE = "Registre de la coopération internationale"


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-06-30T12:00:00+00:00", tick=False)


def citation(client, address: str, **asked) -> str:
    """That of the page: it is the last, after those of figures."""
    return ask(client, address, **asked).all(class_="citation")[-1].one("cite").text


def test_a_record_is_cited_by_its_name_the_day_and_an_address_of_that_day(client):
    assert citation(client, "countries/JP/") == (
        f"{SITE} (démonstration), « Coopération : Japon », situation au 30 juin 2026, "
        f"consulté le 30 juin 2026 : {settings.SITE_URL}/fr/countries/JP/?on=2026-06-30"
    )


def test_a_list_is_cited_with_its_filters_and_its_count_and_without_order(client):
    cited = citation(client, "agreements/", country="JP", instrument="lia", on="2015-06-30", sort="-title", z="1")
    found = ask(client, "agreements/", country="JP", instrument="lia", on="2015-06-30").one(class_="list-head")
    assert "« Accords – LIA – Laboratoire associé, Japon (" in cited
    assert f"({found.one('strong').text}) », situation au 30 juin 2015, consulté le 30 juin 2026" in cited
    assert cited.endswith("/fr/agreements/?on=2015-06-30&instrument=lia&country=JP")


@pytest.mark.parametrize("address", [*(f"{noun}/" for noun in LISTS), *RECORDS.values()])
def test_what_is_cited_is_found_on_a_later_day_at_the_address_that_is_cited(client, address, time_machine):
    """A text is of no day, and is not cited."""
    if address == RECORDS["page"]:
        assert ask(client, address).all(class_="citation") == []
        return
    cited = citation(client, address, on="2015-06-30")
    time_machine.move_to("2026-07-14T12:00:00+00:00", tick=False)
    again = citation(client, cited.rsplit(" ", 1)[1].removeprefix(settings.SITE_URL))
    assert again == cited.replace("consulté le 30 juin", "consulté le 14 juillet")


def test_what_a_visitor_asks_is_quoted_and_is_no_markup(client):
    make.InstitutionFactory(name_fr="<b>Exemple", published=True)
    page = ask(client, "partners/", q="<b>exemple")
    cite = page.one(class_="citation").one("cite")
    assert "« Partenaires – <b>exemple (1 partenaire) »" in cite.text
    assert cite.all("b") == []


def test_a_list_is_titled_by_its_filters_and_a_fault_by_the_word_error(client):
    assert ask(client, "agreements/", country="JP", instrument="lia").title.startswith("Accords – ")
    assert ", Japon (" in ask(client, "agreements/", country="JP", instrument="lia").title
    page = ask(client, "agreements/", on="2023-02-30", status=400)
    assert page.title == f"Erreur : Accords – {SITE}"


def test_a_fault_is_told_above_the_list_and_leads_to_its_field(client):
    page = ask(client, "agreements/", on="2023-02-30", country="XX", status=400)
    told = page.one(role="alert")
    fields = {link.attrs["href"].removeprefix("#"): link.text for link in told.all("a") if "#" in link.attrs["href"]}
    assert fields == {"id_country": "Pays ou territoire", "id_on": "Situation au"}
    for field in fields:
        assert page.one(id=field).attrs["aria-invalid"] == "true"
    assert "Situation au : Saisissez un jour" in told.text


def test_a_mistake_is_told_to_those_who_keep_the_register(client):
    for address in ("agreements/LIA-2013-001/", "partners/riken/", "countries/JP/"):
        assert "/fr/contacts/" in ask(client, address).links(), address
    assert "/fr/contacts/" not in ask(client, "policy/").links()


def test_a_country_leads_to_its_region_and_its_description_counts_what_there_is(client):
    page = ask(client, "countries/JP/", on="2015-06-30")
    (region,) = [page.joined(link.attrs["href"]) for link in page.one(class_="eyebrow").all("a")]
    assert urlsplit(region).query == "region=030&on=2015-06-30"
    (said,) = [meta.attrs["content"] for meta in page.all("meta", name="description")]
    numbers = [figure.text for figure in page.one("ul", class_="figures").all("b")]
    assert said.startswith(f"Partenaires, accords, échanges et visites : Japon. {numbers[0]} partenaire")


def test_the_home_page_leads_at_once_to_the_calls_that_are_open(client):
    page = ask(client, "", on="2015-06-30")
    (link,) = page.one(class_="page-head").all("a")
    assert (link.attrs["href"], link.text) == ("#calls", "1 appel ouvert")
    assert page.one(id="calls").text == "Appels ouverts"
    assert ask(client, "", on="2001-01-01").one(class_="page-head").all("a") == []


def test_an_institution_is_headed_by_the_acronym_that_it_is_known_by(client):
    make.InstitutionFactory(slug="fapesp", name_fr="Fondation d’appui", acronym="FAPESP")
    page = ask(client, "partners/fapesp/")
    assert page.one("h1").text == "Fondation d’appui (FAPESP)"
    assert page.title == f"Fondation d’appui (FAPESP) – {SITE}"
