"""What every public page has: one heading, a way back, itself in other languages, no cookie, no dead link."""

import itertools
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from tests import factories as make
from tests.addresses import FEEDS, FILES, LISTED, PAGES, everywhere, public_names
from tests.canaries import fill, our_models
from tests.once import ONE_DATABASE
from tests.reading import Page, ask, parameters
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def test_every_kind_of_page_is_known():
    assert public_names() == {*PAGES, *FEEDS, *FILES}


@pytest.mark.parametrize("address", everywhere())
def test_a_page_is_whole(client, address):
    """Its HTML closes what it opens, names nothing twice, and has one heading; its links name what they lead to."""
    page = ask(client, address)
    named = [element.attrs["id"] for element in page.all() if "id" in element.attrs]
    assert len(named) == len(set(named))
    for element in page.all():
        for name in (
            element.attrs.get("aria-labelledby", "").split() + element.attrs.get("aria-describedby", "").split()
        ):
            assert name in named
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert page.one("h1").text
    assert page.title
    assert page.one("html").attrs["lang"] == address.split("/")[1]
    assert all(link.text for link in page.all("a"))
    levels = [int(element.tag[1]) for element in page.content.all() if element.tag in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@ONE_DATABASE
def test_each_page_has_a_title_of_its_own(client):
    for language in ("fr", "en", "es"):
        titles = [ask(client, f"/{language}/{address}").title for address in PAGES.values()]
        assert len(titles) == len(set(titles))


@ONE_DATABASE
@pytest.mark.parametrize("address", everywhere())
def test_a_visitor_gets_no_cookie_and_sees_nothing_of_staff(client, address):
    for status, asked in ((200, {}), (400, {"on": "abc"}), (200, {"on": "2150-01-01"})):
        page = ask(client, address, status=status, **asked)
        assert not page.response.cookies
        assert "Set-Cookie" not in page.response.headers
        assert page.all(class_="staff-bar") == []
        assert not [link for link in page.all("a") if link.attrs["href"].startswith("/admin")]


@ONE_DATABASE
@pytest.mark.parametrize("address", [address for address in PAGES.values() if address])
def test_the_way_back_leads_home_through_the_list(client, address):
    page = ask(client, address)
    trail = page.one("nav", class_="breadcrumbs")
    assert trail.all("a")[0].attrs["href"] == "/fr/"
    assert len(trail.all("li", aria_current="page")) == 1
    assert trail.all("li")[-1].attrs["aria-current"] == "page"
    for link in trail.all("a"):
        assert ask(client, link.attrs["href"]).one("h1")
    above = [link.attrs["href"] for link in trail.all("a")[1:]]
    expected = f"/fr/{address.split('/')[0]}/" if address not in (*LISTED.values(), "policy/", "open-data/") else None
    assert above[:1] == ([expected] if expected else [])


@ONE_DATABASE
def test_no_link_is_dead(client):
    """From the home page on, every link of every page in French; the other languages have the same addresses."""
    for slug in ("accessibility", "legal", "privacy", "contacts"):
        make.PageFactory(slug=slug)
    to_open, opened = ["/fr/"], set()
    while to_open:
        address = to_open.pop()
        opened.add(address)
        page = Page(client.get(address))
        assert page.status == 200, address
        if urlsplit(address).query and "page" not in parameters(address):
            continue  # its links ask the same list other questions
        links = {page.joined(link.attrs["href"]).split("#")[0] for link in page.all("a")}
        to_open += [link for link in links - opened if link.startswith("/fr/") and link not in to_open]
    assert len(opened) > 80


def test_the_root_leads_to_the_reader_s_language(client):
    for accepted, language in {"es-MX,es;q=0.9": "es", "en": "en", "ja": "fr", "": "fr", "fr;q=0.1,en": "en"}.items():
        response = client.get("/", headers={"accept-language": accepted})
        assert (response.status_code, response["Location"]) == (302, f"/{language}/")
        assert not response.cookies


def test_markdown_is_shown_and_html_in_it_is_shown_as_typed(client):
    typed = '<script>alert("x")</script>\n\n**gras** <img src=x onerror=y> [lien](javascript:alert(1))'
    make.PageFactory(slug="typed", body_fr=typed)
    page = ask(client, "typed/").content
    assert page.one("strong").text == "gras"
    assert page.all("script") == page.all("img") == []
    assert '<script>alert("x")</script>' in page.text
    assert not [link for link in page.all("a") if "script" in link.attrs["href"]]


MARKUP = "\"><script>alert(1)</script><b x='"


@ONE_DATABASE
def test_what_officers_type_is_never_markup(client):
    """A script in every text that a page shows; a page that let one through would not close what it opens."""
    for model in our_models():
        fill(model, text=MARKUP)
    for address in everywhere():
        page = ask(client, address)
        assert page.scripts == []
        assert not [element for element in page.all("b") if "x" in element.attrs]


@ONE_DATABASE
def test_what_a_visitor_types_is_never_markup(client):
    for address in (*LISTED.values(), "nothing/"):
        for name in ("q", "country", "on", "page", "sort", "id", "partner", "x"):
            page = Page(client.get(f"/fr/{address}", {name: MARKUP}))
            assert page.scripts == []
            assert not [element for element in page.all("b") if "x" in element.attrs]


@ONE_DATABASE
def test_a_page_of_another_day_says_so_and_offers_today(client):
    for address in PAGES.values():
        page = ask(client, address, on=THAT_DAY)
        assert page.one(class_="notice-date").one("a").attrs["href"] == f"/fr/{address}", address
        assert "30 juin 2015" in page.one(class_="notice-date").text
        assert page.canonical == f"{settings.SITE_URL}/fr/{address}?on={THAT_DAY}"
        assert ask(client, address).all(class_="notice-date") == []
