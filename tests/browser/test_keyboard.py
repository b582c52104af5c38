"""What people come for, done with the keyboard alone, each step reached by the Tab key."""

import pytest

from tests.once import ONE_DATABASE
from tests.world import build

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]
SAID = "document.activeElement.innerText || document.activeElement.name || ''"


@pytest.fixture
def walk(page, live_server):
    """The French home page, on which the keyboard starts; `walk(words)` presses Tab up to what says them."""
    build()
    page.goto(f"{live_server}/fr/")

    def to(words: str, *keys: str):
        for _step in range(150):
            page.keyboard.press("Tab")
            if page.evaluate(SAID).startswith(words):
                break
        else:
            pytest.fail(f"The Tab key does not come by “{words}” on {page.url}")
        for key in keys:
            page.keyboard.press(key)

    return to


def heading(page) -> str:
    return page.locator("h1").inner_text()


def test_a_researcher_finds_whether_a_university_is_a_partner(page, walk):
    walk("q")
    page.keyboard.type("tokyo university")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    walk("University of Tokyo", "Enter")
    page.wait_for_url("**/partners/tokyo/")
    assert "University of Tokyo" in heading(page)
    walk("Neurones", "Enter")
    page.wait_for_url("**/agreements/GDRI-2016-001/")


def test_a_post_doc_finds_an_open_call(page, walk):
    walk("Appel ouvert", "Enter")
    page.wait_for_url("**/programmes/seminars/calls/2190/")
    assert "Appel ouvert" in heading(page)


def test_a_journalist_follows_a_figure_to_its_rows(page, walk):
    walk("Chiffres clés", "Enter")
    page.wait_for_url("**/key-figures/")
    number = page.locator("#agreements-by-type ~ table tfoot a").inner_text().split()[0]
    while "state=in-force" not in page.evaluate("document.activeElement.search || ''"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/agreements/**")
    assert int(number) >= page.locator("table.register tbody tr").count() > 0


def test_an_historian_reads_a_country_as_it_was(page, walk):
    walk("Pays et territoires", "Enter")
    page.wait_for_url("**/countries/")
    walk("Japon", "Enter")
    page.wait_for_url("**/countries/JP/")
    walk("on")
    page.keyboard.type("06302015")
    walk("Voir cette page à cette date", "Enter")
    page.wait_for_url("**/countries/JP/?on=2015-06-30")
    assert "30 juin 2015" in page.locator(".notice-date").inner_text()
    walk("Revenir à aujourd’hui", "Enter")
    page.wait_for_url("**/countries/JP/")
