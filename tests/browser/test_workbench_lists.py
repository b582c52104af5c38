"""Lists on a laptop: no column is cut, and the menus of filters and of one's account open without any script."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import expect

from agreements.models import Activity, Agreement, Call, Deadline
from partners.models import Cooperation, Institution, KeyFigure
from tests import factories as make
from tests.admin_forms import address
from tests.factories import day
from tests.once import ONE_DATABASE

pytestmark = [pytest.mark.django_db(transaction=True), ONE_DATABASE]

LONG = "Neurosciences, sciences cognitives, neurologie, psychiatrie"
LISTS = (Agreement, Institution, Activity, Deadline, Call, Cooperation, KeyFigure)


@pytest.fixture
def crowded():
    """Rows whose every cell is long."""
    named = {"first_name": "Claire", "last_name": "de Beauregard"}
    user = User.objects.create_superuser("claire-marie", password="demo", **named)
    country = make.CountryFactory(code="GB", name_fr="Royaume-Uni de Grande-Bretagne et d’Irlande du Nord")
    place = {"country": country, "city": "Newcastle"}
    partner = make.InstitutionFactory(name_fr=f"Institut national des {LONG}", officer=user, **place)
    instrument = make.InstrumentFactory(code="cooperation")
    agreement = make.in_force(title_fr=LONG, partner=partner, instrument=instrument, officer=user)
    make.StageFactory(agreement=agreement, kind="legal-review", desk="legal", since=day("2001-01-01"))
    make.ActivityFactory(title_fr=LONG, country=country, kind="mission")
    make.CallFactory(title_fr=LONG, programme__title_fr=LONG)
    make.DeadlineFactory(agreement=agreement, officer=user)
    unit = make.ResearchUnitFactory(name=LONG)
    make.CooperationFactory(unit=unit, institution=partner, theme=make.ThematicInstituteFactory(name_fr=LONG))
    make.KeyFigureFactory(indicator__name_fr=LONG)
    return user


def entered(page, live_server, user):
    """The page, of somebody who has come in, whatever their browser can do."""
    client = Client()
    client.force_login(user)
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": kept, "url": live_server.url}])
    return page


def test_no_column_of_a_list_is_cut_on_a_laptop(page, live_server, crowded):
    page.set_viewport_size({"width": 1280, "height": 800})
    entered(page, live_server, crowded)
    for model in LISTS:
        page.goto(f"{live_server}{address(model)}")
        expect(page.locator("#result_list tbody tr")).not_to_have_count(0)
        assert page.locator(".results").evaluate("box => box.scrollWidth - box.clientWidth") <= 0, model


def test_the_menus_open_by_keyboard_without_scripts(new_context, live_server, crowded):
    page = entered(new_context(java_script_enabled=False).new_page(), live_server, crowded)
    page.goto(f"{live_server}{address(Agreement)}")
    page.locator("summary", has_text="État du jour").press("Enter")
    with page.expect_navigation():
        page.get_by_role("link", name="Suspendu", exact=True).press("Enter")
    expect(page.locator("summary", has_text="État du jour")).to_have_text("État du jour Suspendu")
    expect(page.locator("#result_list")).to_have_count(0)
    page.locator("#user-tools summary").press("Enter")
    with page.expect_navigation():
        page.get_by_role("button", name="Déconnexion").press("Enter")
    expect(page.locator("#user-tools")).to_have_count(0)


def test_a_menu_closes_by_escape_and_when_another_opens(page, live_server, crowded, axe):
    entered(page, live_server, crowded).goto(f"{live_server}{address(Agreement)}")
    account, country = page.locator("#user-tools"), page.locator("details", has_text="Pays ou territoire")
    country.locator("summary").press("Enter")
    expect(country).to_have_attribute("open", "")
    assert axe(page) == []
    account.locator("summary").click()
    expect(country).not_to_have_attribute("open", "")
    assert axe(page) == []
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Voir le site")).to_be_focused()
    page.keyboard.press("Escape")
    expect(account).not_to_have_attribute("open", "")
    expect(account.locator("summary")).to_be_focused()
