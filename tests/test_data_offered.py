"""Each list offers its answer as data: the same question, in every form that its noun has."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.urls import reverse

from inserm_intl.open_data.nouns import NOUNS
from tests import factories as make
from tests.addresses import RECORDS
from tests.answers import ANSWERS
from tests.reading import ask, parameters
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def taken(page) -> dict[str, str]:
    """What the page offers to take away: the name of each form, its address; in its head just as in its list."""
    links = [link for link in page.content.all("a") if "type" in link.attrs]
    in_head = [link.attrs for link in page.all("link", rel="alternate") if "type" in link.attrs]
    assert [(link["href"], link["type"]) for link in in_head] == [
        (link.attrs["href"], link.attrs["type"]) for link in links
    ]
    return {link.text.split(" – ")[0]: link.attrs["href"] for link in links}


def all_of(client, address: str) -> list[str]:
    return [row["id"] for row in client.get(address).json()["results"]]


ASKED = [(noun, question) for noun in ANSWERS if noun in NOUNS for question in ANSWERS[noun]]


@pytest.mark.parametrize(("noun", "question"), ASKED[::9])
def test_what_a_list_offers_as_data_is_what_it_shows(client, noun, question):
    page = ask(client, f"/fr/{noun}/?{question}")
    found = [key.split("/")[-1] for key in all_of(client, page.one("link", type="application/json").attrs["href"])]
    assert (found if "sort=" in question else sorted(found)) == (
        page.rows if "sort=" in question else sorted(page.rows)
    )


def test_a_form_is_asked_the_question_of_the_list_in_the_order_asked_and_from_its_beginning(client):
    asked = {"country": ["JP", "DE"], "on": [THAT_DAY], "sort": ["-name"]}
    for form, address in taken(ask(client, "partners/", **asked, page="1", unknown="x")).items():
        assert parameters(address) == asked, form
        assert urlsplit(address).path.startswith("/api/v1/partners")


def test_a_link_says_out_of_its_list_what_it_leads_to(client):
    links = [link.text for link in ask(client, "/en/partners/").content.all("a") if "type" in link.attrs]
    assert all(" – Partners, " in text for text in links)
    assert len(set(links)) == len(links)


def test_a_question_that_cannot_be_read_is_offered_in_no_form(client):
    for address in ("partners/", "map/", "key-figures/"):
        assert taken(ask(client, address, status=400, on="2015-02-30")) == {}


def test_the_map_offers_its_countries(client):
    found = taken(ask(client, "map/", region="142", shade="agreements"))
    assert found["JSON"] == f"{reverse('data:noun', args=['countries'])}?region=142"
    assert all_of(client, found["JSON"]) == ["JP"]


def test_key_figures_offer_those_that_were_published_where_the_question_finds_any(client):
    found = taken(ask(client, "key-figures/", country="CA", on=THAT_DAY))
    assert urlsplit(found["JSON"]).path == reverse("data:noun", args=["key-figures"])
    assert parameters(found["JSON"]) == {"country": ["CA"], "on": [THAT_DAY]}
    assert len(all_of(client, found["JSON"])) == 1
    for without in ({"theme": "brain"}, {"country": "JP"}):
        assert taken(ask(client, "key-figures/", **without)) == {}


def test_every_page_of_a_noun_is_known_to_data(client):
    for noun in NOUNS.values():
        address = urlsplit(taken(ask(client, reverse(noun.page)))["JSON"]).path
        assert address == reverse("data:noun", args=[noun.name])


RECORDS_OF = {name: address for name, address in RECORDS.items() if name != "page"}


@pytest.mark.parametrize("address", [*RECORDS_OF.values(), "partners/inserm/", "countries/FR/"])
def test_a_record_is_offered_as_data_alone(client, address):
    for asked in ({}, {"on": THAT_DAY}):
        page = ask(client, address, **asked)
        (offered,) = taken(page).values()
        assert parameters(offered).get("on", []) == [*asked.values()]
        found = client.get(offered).json()
        assert found["url_api"] == f"{settings.SITE_URL}{urlsplit(offered).path}"
        assert found["url_fr"] == f"{settings.SITE_URL}/fr/{address}"


def test_a_draft_is_offered_in_no_form(client):
    make.AgreementFactory(reference="LIA-2020-009", published=False)
    client.force_login(make.UserFactory(is_superuser=True))
    assert taken(ask(client, "agreements/LIA-2020-009/")) == {}
