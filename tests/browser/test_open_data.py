"""Open data in a real browser: from a list to its files, and the open data page for everyone."""

import csv
import json

import openpyxl
import pytest

from partners.models import Institution
from tests.once import ONE_DATABASE
from tests.world import build

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world():
    return build()


def shown(page) -> list[str]:
    """The keys of the records in the list."""
    links = page.locator("table.register tbody th a[href*='/partners/']").all()
    return [link.get_attribute("href").split("/")[-2] for link in links]


def test_a_file_taken_from_a_list_holds_the_rows_that_the_list_shows(page, world, live_server):
    Institution.objects.filter(slug="riken").update(latitude="35.780000", longitude="139.610000")
    page.goto(f"{live_server}/fr/partners/?country=JP&country=DE&sort=-name")
    rows, found = shown(page), {}
    assert len(rows) == 3

    for name in ("CSV", "Excel", "GeoJSON"):
        with page.expect_download() as taken:
            page.get_by_role("link", name=name, exact=False).first.click()
        found[name] = taken.value.path()

    with found["CSV"].open(encoding="utf-8-sig", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == rows
    with found["Excel"].open("rb") as file:
        heading, *lines = openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True)
    assert [dict(zip(heading, line, strict=True))["id"] for line in lines] == rows
    points = json.loads(found["GeoJSON"].read_text())["features"]
    assert [point["id"] for point in points] == rows
    assert [point["id"] for point in points if point["geometry"]] == ["riken"]

    page.get_by_role("link", name="JSON – ").first.click()
    answer = json.loads(page.locator("pre").inner_text())
    assert [row["id"] for row in answer["results"]] == rows


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_dictionary_is_for_everyone_on_a_small_screen(page, world, live_server, axe, scheme):
    page.set_viewport_size({"width": 320, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{live_server}/fr/open-data/")
    assert not page.locator("#agreements").is_visible()
    for summary in page.locator("main summary").all():
        summary.focus()
        page.keyboard.press("Enter")
    assert page.locator("table.dictionary").count() == page.locator("table.dictionary:visible").count() > 8
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert axe(page) == []


def test_the_keyboard_leads_from_a_noun_to_its_columns(page, world, live_server):
    page.goto(f"{live_server}/fr/open-data/")
    page.get_by_role("link", name="Dictionnaire – Accords").focus()
    page.keyboard.press("Enter")
    assert page.locator("#agreements").is_visible()
    assert page.url.endswith("#agreements")
    assert not page.locator("#partners").is_visible()
    page.goto(f"{live_server}/fr/open-data/#instruments")
    assert page.locator("#instruments").is_visible()


def test_the_dictionary_is_printed_whole(page, world, live_server):
    page.goto(f"{live_server}/fr/open-data/")
    page.emulate_media(media="print")
    assert page.locator("table.dictionary").count() == page.locator("table.dictionary:visible").count() > 8
