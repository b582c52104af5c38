"""The description of open data for readers: all that the document says, in three languages, outside the languages."""

import re
import shlex
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.utils.translation import override

from inserm_intl.open_data.nouns import NOUNS
from tests.addresses import LANGUAGES
from tests.once import ONE_DATABASE
from tests.reading import Page
from tests.world import build, standing

pytestmark = [ONE_DATABASE, pytest.mark.django_db]
DOCS = "/api/v1/docs/"


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_in_the_language_that_is_accepted_and_has_an_address_in_each(client, language):
    accepted = Page(client.get(DOCS, headers={"Accept-Language": language}))
    page = Page(client.get(f"{DOCS}{language}/", headers={"Accept-Language": "de, fr;q=0.5"}))
    everywhere = {code: f"{settings.SITE_URL}{DOCS}{code}/" for code in LANGUAGES}
    for found in (accepted, page):
        assert found.status == 200
        assert found.one("html").attrs["lang"] == language
        assert found.response.headers["Content-Language"] == language
        assert found.canonical == everywhere[language]
        assert found.alternates == {**everywhere, "x-default": everywhere["fr"]}
        assert found.one("nav", class_="languages").one("a", aria_current="true").attrs["hreflang"] == language
    assert accepted.one("main").text == page.one("main").text
    assert "Accept-Language" in accepted.response.headers["Vary"]


def test_another_language_is_not_there(client):
    assert client.get(f"{DOCS}de/").status_code == 404


def test_it_can_only_be_read(client):
    assert client.post(DOCS).status_code == 405


def test_it_tells_every_parameter_and_every_column_of_every_noun(client):
    page = Page(client.get(f"{DOCS}en/"))
    tables = {table.one("caption").text: table for table in page.all("table", class_="dictionary")}
    assert len(tables) == 2 * len(NOUNS)
    for noun in NOUNS.values():
        with override("en"):
            asked, given = tables[f"Parameters – {noun.title}"], tables[f"Columns – {noun.title}"]
        assert {head.text for head in asked.all("th", scope="row")} >= {*noun.filterset().filters, "cursor"}
        assert [head.text for head in given.all("th", scope="row")] == list(noun.columns.all())


def test_it_tells_every_status(client):
    page = Page(client.get(f"{DOCS}en/"))
    (table,) = (table for table in page.all("table") if "dictionary" not in table.attrs["class"].split())
    assert [head.text for head in table.all("th", scope="row")] == [
        *("301", "304", "400", "404", "405", "406", "412", "429", "503")
    ]


def test_what_it_proposes_to_type_finds_something(client):
    page = Page(client.get(f"{DOCS}en/"))
    lines = [shlex.split(block.text) for block in page.all("pre")]
    assert len(lines) == len(NOUNS) + 2
    for command, address in lines:
        assert command == "curl"
        assert address.startswith(settings.SITE_URL)
        asked = urlsplit(address)
        assert client.get(f"{asked.path}?{asked.query}").json()["count"] >= 0


def test_what_it_links_to_is_there(client):
    page = Page(client.get(f"{DOCS}en/"))
    links = {link.attrs["href"] for link in page.one("main").all("a")}
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= {
        element.attrs.get("id") for element in page.all()
    }
    inside = [link for link in links if re.match(r"/api/v1/[\w.-]+(/|\.\w+)$", link)]
    assert len(inside) > 3 * len(NOUNS)
    assert {client.head(link).status_code for link in inside} == {200}


def test_it_costs_the_queries_of_the_document(client, django_assert_num_queries):
    client.get(DOCS)
    with django_assert_num_queries(10):
        client.get(DOCS)
