"""A country's page on paper: an A4 brief without what only a screen needs."""

import re

import pytest

from tests.once import ONE_DATABASE
from tests.world import build

pytestmark = [pytest.mark.django_db(transaction=True), ONE_DATABASE]
A4 = (595, 842)  # in points, rounded
ON_SCREEN_ONLY = ["nav.menu", ".languages", ".breadcrumbs", ".any-day", "[role=search]", ".site-footer nav"]


def test_the_brief_of_a_country_is_a_few_sheets_of_a4(page, live_server):
    build()
    page.goto(f"{live_server}/fr/countries/JP/")
    page.emulate_media(media="print")
    assert [part for part in ON_SCREEN_ONLY if page.locator(part).first.is_visible()] == []
    assert page.locator("h1").is_visible()
    assert page.get_by_role("table").first.is_visible()
    assert f"{live_server}/fr/countries/JP/".split("/", 3)[3] in page.locator(".site-footer .print-only").inner_text()
    sheets = page.pdf(prefer_css_page_size=True)
    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", sheets)
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {A4}
    assert 1 <= len(re.findall(rb"/Type /Page\b(?!s)", sheets)) <= 4
