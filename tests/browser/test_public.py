"""The public pages in a real browser: for everyone, on any screen, in both colour schemes, with the keyboard."""

import pytest
from django.utils import translation

from tests.browser.visits import addresses, load
from tests.once import ONE_DATABASE
from tests.world import build

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(live_server):
    """The site with all its fixtures; `site(language)` gives the addresses to visit."""
    load()

    def visits(language="fr"):
        with translation.override("fr"):
            return [f"{live_server}{address}" for address in addresses(language)]

    return visits


SCHEMES: dict[str, dict] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
# Each two of a width, a language and a scheme meet: a page keeps its language, and is looked at on each screen.
LOOKS = {
    language: [(width, [*SCHEMES][(across + down) % 3]) for across, width in enumerate([1280, 640, 320])]
    for down, language in enumerate(["fr", "en", "es"])
}


@pytest.mark.parametrize("language", LOOKS)
def test_every_kind_of_page_is_for_everyone_and_fits_the_screen(page, site, axe, language):
    faults = []
    for address in site(language):
        page.goto(address)
        for width, scheme in LOOKS[language]:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(**SCHEMES[scheme], reduced_motion="reduce")
            faults += axe(page)
            if (needed := page.evaluate("document.documentElement.scrollWidth")) > width:
                faults.append(f"{address} is {needed} px wide")
    assert faults == []


# On the map, the keyboard stops at countries that have something; the list leads to the others.
CONTROLS = "a[href]:not([tabindex='-1']), summary, input:not([type=hidden]), select, button"
FOCUSED = "[...document.querySelectorAll('*')].indexOf(document.activeElement)"
OUTLINE = """() => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
}"""


@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_reaches_everything_and_is_seen(page, live_server, width):
    build()
    page.set_viewport_size({"width": width, "height": 900})
    for path in ("", "partners/?q=riken", "agreements/GDRI-2016-001/"):
        page.goto(f"{live_server}/fr/{path}")
        controls = page.locator(CONTROLS).locator("visible=true")
        reached = []
        while len(set(reached)) < controls.count():
            page.keyboard.press("Tab")
            reached.append(page.evaluate(FOCUSED))
            if reached[-1] not in reached[:-1]:  # a date has several stops inside
                assert page.evaluate(OUTLINE), page.evaluate("document.activeElement.outerHTML")
            assert len(reached) < controls.count() + 10


def test_the_first_step_of_the_keyboard_leads_to_the_content(page, live_server):
    build()
    for path in ("", "agreements/", "agreements/?on=abc", "nothing/"):
        page.goto(f"{live_server}/fr/{path}")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        assert page.locator(".skip").bounding_box()["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_what_is_wrong_is_shown_at_its_field_whatever_the_screen(page, live_server):
    build()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server}/fr/agreements/?on=2015-02-30")
        field = page.locator("input[name=on]")
        assert field.is_visible()
        (said,) = field.get_attribute("aria-describedby").split()
        assert page.locator(f"#{said}").is_visible()
