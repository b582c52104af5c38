"""An officer renews, amends, looks at what the public would see, and leaves what will not be completed."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from agreements.models import Agreement, Dismissal
from tests import factories as make
from tests.admin_forms import address
from tests.factories import day, in_force
from tests.once import ONE_DATABASE

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def agreement():
    dated = {"effective_on": day("2015-01-01"), "ends_on": day("2018-12-31")}
    return in_force(title_fr="Neurosciences sociales", title_es="Neurociencias", **dated)


@pytest.fixture
def form(log_in, agreement):
    """The agreement's form, where an officer has logged in."""
    User.objects.create_superuser("claire", password="demo")
    return log_in("claire", address(Agreement, "change", agreement.pk))


def test_one_click_drafts_the_successor_and_opens_it(form, axe, agreement):
    form.get_by_role("button", name="Renouveler").dblclick()
    form.get_by_text("est préparé d’après").wait_for()
    successor = Agreement.objects.get(predecessor=agreement)
    assert form.url.endswith(address(Agreement, "change", successor.pk))
    assert form.get_by_role("textbox", name="Prise d’effet :").first.input_value() == "01/01/2019"
    assert axe(form) == []


def test_the_life_is_shown_before_the_amendment_is_saved(form, axe, agreement):
    form.get_by_role("link", name="Modifier par avenant").click()
    form.get_by_label("Date de signature").fill("01/06/2018")
    form.get_by_label("Nouvelle date de fin").fill("31/12/2022")
    form.get_by_role("button", name="Aperçu").click()
    form.get_by_role("heading", name="Avec l’avenant").wait_for()
    assert "31 décembre 2022" in form.locator(".lives .after").inner_text()
    assert not agreement.amendments.exists()
    assert axe(form) == []
    form.get_by_role("button", name="Enregistrer l’avenant").dblclick()
    form.get_by_text("L’avenant n° 1").wait_for()
    agreement.refresh_from_db()
    assert (agreement.amendments.count(), str(agreement.last_day)) == (1, "2022-12-31")


def test_what_is_typed_is_seen_as_the_public_would_and_still_saved_afterwards(form, axe, agreement):
    Agreement.objects.update(published=False)
    form.get_by_label("Titre [fr]").fill("Titre retouché")
    with form.expect_popup() as opened:
        form.get_by_role("button", name="Aperçu public").click()
    seen = opened.value
    assert seen.get_by_role("heading", level=1).inner_text() == "Titre retouché"
    assert axe(seen) == []
    seen.get_by_label("Langue de l’aperçu").get_by_role("button", name="Español").click()
    seen.get_by_role("heading", level=1, name="Neurociencias").wait_for()
    assert Agreement.objects.get().title_fr == "Neurosciences sociales"
    form.get_by_role("button", name="Enregistrer", exact=True).click()
    form.wait_for_url("**/admin/agreements/agreement/")
    assert Agreement.objects.get().title_fr == "Titre retouché"


def test_what_will_not_be_completed_is_dismissed_with_a_reason(form, live_server, axe, agreement):
    make.DismissalFactory(agreement=in_force(title_es="x"), why="Autre", facts="avant\n")
    form.emulate_media(color_scheme="dark")
    form.set_viewport_size({"width": 768, "height": 900})
    form.goto(f"{live_server}/admin/to-complete/?whose=office")
    with form.expect_navigation():
        form.get_by_role("link", name="Titre anglais manquant").click()
    assert axe(form) == []
    assert form.evaluate("document.documentElement.scrollWidth") <= 768
    form.get_by_role("checkbox", name=str(agreement)).check()
    form.get_by_label("Pourquoi cela ne sera pas complété").fill("Ne sera pas complété")
    form.get_by_role("button", name="Écarter la sélection").click()
    form.get_by_text("1 fiche a été écartée").wait_for()
    assert Dismissal.objects.get(agreement=agreement).why == "Ne sera pas complété"
    expect(form.get_by_role("link", name=str(agreement))).to_have_count(0)
