"""The world map with the keyboard alone, on a screen of any width, in the colours that a reader chose."""

import pytest

from tests.once import ONE_DATABASE
from tests.world import build

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]
FOCUSED = "document.activeElement"
NAME = f"(e => (e.querySelector('title') || e).textContent.trim().replace('\\u00a0', ' '))({FOCUSED})"


@pytest.fixture
def atlas(page, live_server):
    """Return a function: the map of a small world, on a screen of some width."""
    build()

    def opened(width, **media):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(**media)
        page.goto(f"{live_server}/fr/map/")
        return page

    return opened


def tab_to(page, name: str) -> list[str]:
    """Press Tab until something of that name is reached; return what was passed over."""
    passed = []
    while (reached := page.evaluate(NAME)) != name:
        passed.append(reached)
        assert len(passed) < 120, passed
        page.keyboard.press("Tab")
    return passed


@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_goes_through_the_countries_with_a_partner_and_opens_one(atlas, live_server, width):
    page = atlas(width)
    tab_to(page, "Aller à la carte")
    page.keyboard.press("Enter")
    tab_to(page, "Passer la carte")
    assert tab_to(page, "Japon : 2 partenaires") == [
        "Passer la carte",
        "Allemagne : 1 partenaire",
        "Brésil : 1 partenaire",
    ]
    assert page.evaluate(f"{FOCUSED}.closest('svg').matches('.world')")
    fill, outline = page.evaluate(
        f"[getComputedStyle({FOCUSED}.querySelector('path')).fill, getComputedStyle({FOCUSED}).outlineStyle]"
    )
    others = page.locator(".world a:not(:focus) path").first.evaluate("path => getComputedStyle(path).fill")
    assert fill != others
    assert outline == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server}/fr/countries/JP/")


def test_the_map_can_be_skipped(atlas):
    page = atlas(1280)
    tab_to(page, "Passer la carte")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(NAME) == "Natural Earth"


def test_a_country_without_a_partner_is_reached_with_the_mouse_and_through_the_list(atlas, live_server):
    page = atlas(1280)
    tab_to(page, "1 autre pays ou territoire : 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(NAME) == "Canada"
    page.get_by_role("link", name="Canada : 0 partenaire").click()
    page.wait_for_url(f"{live_server}/fr/countries/CA/")


@pytest.mark.parametrize(("width", "first"), [(320, "list"), (1280, "map")])
def test_the_list_comes_first_for_screen_readers_and_where_the_map_has_no_room(atlas, width, first):
    page = atlas(width)
    index, drawing = page.locator(".atlas .index").first, page.locator(".world")
    before = index.evaluate("(index, map) => index.compareDocumentPosition(map)", drawing.element_handle())
    assert before == 4  # the map follows
    above = "list" if index.bounding_box()["y"] < drawing.bounding_box()["y"] else "map"
    assert above == first
    assert drawing.bounding_box()["width"] <= width


@pytest.mark.parametrize("media", [{"forced_colors": "active"}, {"color_scheme": "dark"}, {"media": "print"}])
def test_shades_are_told_apart_in_any_colours(atlas, media):
    page = atlas(1280, **media)
    swatch = "path => [getComputedStyle(path).fill, getComputedStyle(path).fillOpacity].join()"
    swatches = page.locator(".shades [class^=shade]")
    fills = {swatches.nth(number).evaluate(swatch) for number in range(5)}
    assert len(fills) == 5
