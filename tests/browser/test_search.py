"""The search with the keyboard alone: from any page to what was found, without JavaScript."""

import pytest

from tests import factories as make
from tests.once import ONE_DATABASE
from tests.world import build

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]


def tab_to(page, selector):
    """Press Tab until the focus is there, and see that it is shown."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth) > 0")
            return
    raise AssertionError(f"The keyboard does not reach {selector}")


@pytest.mark.parametrize("width", [320, 1280])
def test_words_typed_on_any_page_lead_to_what_was_found_and_to_its_page(new_context, live_server, width):
    build()
    page = new_context(java_script_enabled=True, viewport={"width": width, "height": 900}).new_page()
    page.goto(f"{live_server}/fr/agreements/?on=2015-06-30")
    tab_to(page, ".site-search input")
    page.keyboard.type("JAPON oeil")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/search/?q=JAPON+oeil&on=2015-06-30")
    assert page.locator(".found mark").all_inner_texts() == ["Œil", "Japon"]
    tab_to(page, ".found a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/agreements/LIA-2013-001/?on=2015-06-30")


@pytest.mark.parametrize("width", [320, 1280])
def test_what_was_meant_is_one_step_away(page, live_server, width):
    build()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server}/fr/search/?q=rikken")
    tab_to(page, ".meant a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/search/?q=Riken")
    assert page.locator("input[name=q]").input_value() == "Riken"


def test_the_day_is_folded_away_on_a_phone_only_while_it_says_nothing(page, live_server):
    build()
    for width, question, shown in (
        (320, "", False),
        (320, "&on=2015-06-30", True),
        (320, "&on=abc", True),
        (1280, "", True),
    ):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{live_server}/fr/search/?q=riken{question}")
        assert page.locator(".search-form input[name=on]").is_visible() is shown, (width, question)


def test_the_search_box_is_not_printed(page, live_server):
    make.PageFactory(slug="policy")
    page.emulate_media(media="print")
    page.goto(f"{live_server}/fr/policy/")
    assert not page.locator(".site-search").is_visible()
