"""Every number links to the list that explains it, and the list has exactly that many rows."""

import re

import pytest

from partners.models import Country
from tests import factories as make
from tests.addresses import PAGES
from tests.reading import Page, ask
from tests.world import THAT_DAY, build, signed, standing

pytestmark = pytest.mark.django_db
PLACES = [f"countries/{code}/" for code in ("FR", "DE", "BR", "CA")]
PARTNERS = [f"partners/{slug}/" for slug in ("inserm", "tokyo", "heidelberg", "fiocruz")]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def numbers(page):
    """(number, address) for each figure of the page and each section that leads to a list."""
    for figures in page.all("ul", class_="figures"):
        yield from ((link.one("b").text, link) for link in figures.all("a"))
    for cell in page.all("td", class_="number"):
        ours = [link for link in cell.all("a") if link.attrs["href"].startswith(("/", "?"))]
        yield from ((re.match(r"\d+", link.text)[0], link) for link in ours)
    for head in page.all("div", class_="section-head"):
        yield from ((head.one(class_="count").text, link) for link in head.all("a") if head.all(class_="count"))


def explained(client, page) -> int:
    """Follow every number of a page; return how many there were."""
    found = [(int(number), page.joined(link.attrs["href"])) for number, link in numbers(page)]
    for number, address in found:
        rows, answer = [], Page(client.get(address))
        assert answer.status == 200, address
        while True:
            rows += answer.rows
            onwards = answer.all("a", rel="next")
            if not onwards:
                break
            answer = Page(client.get(answer.joined(onwards[0].attrs["href"])))
        assert len(rows) == len(set(rows)) == number, address
        assert f"({number})" in answer.title
    return len(found)


@pytest.mark.parametrize("asked", [{}, {"on": THAT_DAY}, {"on": "2012-01-01"}], ids=str)
@pytest.mark.parametrize("address", [*PAGES.values(), *PLACES, *PARTNERS])
def test_a_number_is_that_of_the_list_it_leads_to(client, address, asked):
    response = client.get(f"/fr/{address}", asked)
    if response.status_code == 200:
        explained(client, Page(response))


def test_there_are_numbers_to_explain(client):
    counts = {address: explained(client, ask(client, address)) for address in ("", "countries/", "instruments/")}
    assert counts == {"": 4, "countries/": 8, "instruments/": 3}


@pytest.fixture
def thirty(world):
    """Riken with thirty more of everything, and a private or other one in each."""
    for number in range(30):
        agreement = signed(world.riken, f"LIA-2012-{number:03}", world.lia.instrument, "2012-01-01")
        programme = make.ExchangeProgrammeFactory(slug=f"more-{number}", agreement=agreement)
        activity = make.ActivityFactory(
            reference=f"VIS-2013-{number:03}", country=Country("JP"), programme=world.visits
        )
        programme.institutions.add(world.riken)
        activity.institutions.add(world.riken)
        make.InstitutionFactory(slug=f"lab-{number}", country=Country("JP"))
    make.ActivityFactory(country=Country("JP"), published=False).institutions.add(world.riken)
    make.ExchangeProgrammeFactory(published=False).institutions.add(world.riken)
    make.PartyFactory(agreement=make.AgreementFactory(), institution=world.riken)


@pytest.mark.parametrize(
    ("address", "counts"),
    [
        ("partners/riken/", {"agreements": 31, "programmes": 31, "activities": 31}),
        ("countries/JP/", {"agreements": 33, "partners": 32, "programmes": 31, "activities": 31}),
        ("instruments/lia/", {"agreements": 33}),
        ("programmes/visits/", {"activities": 31}),
    ],
)
def test_a_record_shows_the_first_25_of_what_belongs_to_it_and_leads_to_all(client, thirty, address, counts):
    page = ask(client, address)
    sections = {section.attrs["aria-labelledby"]: section for section in page.all("section")}
    for name, count in counts.items():
        section = sections[name]
        assert section.one(class_="count").text == str(count)
        assert len([*section.all("th", scope="row"), *section.all(class_="index-wide")[:1]]) in (1, 25)
        assert sum(len(index.all("li")) for index in section.all(class_="index")) in (0, 25)
    assert explained(client, page) >= len(counts)


def test_what_has_no_list_of_its_own_is_shown_whole(client, world):
    """An agreement's implementing agreements and activities: no question finds just these."""
    for number in range(30):
        signed(world.riken, f"LIA-2012-{number:03}", world.lia.instrument, "2012-01-01", parent=world.framework)
        make.ActivityFactory(country=Country("BR"), agreement=world.framework)
    page = ask(client, "agreements/FRAMEWORK-2010-001/")
    sections = {section.attrs["aria-labelledby"]: section for section in page.all("section")}
    assert sections["implementing"].one(class_="count").text == "31"
    assert len(sections["implementing"].all("li")) == 31
    assert len(sections["activities"].all("th", scope="row")) == 30
