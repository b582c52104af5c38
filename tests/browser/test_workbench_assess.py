"""Judging, prospecting and reporting in a real browser: what one enters, another does not see; what is frozen stays."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from playwright.sync_api import expect

from agreements.models import Activity, Agreement, Assessment, Report
from partners.models import Institution
from tests import factories as make
from tests.admin_forms import address
from tests.factories import day
from tests.once import ONE_DATABASE
from tests.staff import ROLES

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def enter(page, log_in):
    """Return a function: the page, where somebody of that role has logged in."""
    call_command("loaddata", "roles", verbosity=0)

    def logged_in(role):
        User.objects.create_user(role, password="demo", is_staff=True).groups.add(Group.objects.get(name=ROLES[role]))
        page.context.clear_cookies()
        return log_in(role, "/admin/agreements/")

    return logged_in


def clean(page, axe):
    """No fault for those who listen to the page or read it on a tablet, in the light or in the dark."""
    for scheme, width in (("light", 1280), ("dark", 768)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("Promise.all(document.getAnimations().map(change => change.finished))")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(color_scheme="light")


def test_an_assessment_entered_by_one_with_the_right_is_invisible_to_another(enter, live_server, axe):
    agreement = make.in_force()
    where = f"{live_server}{address(Agreement, 'change', agreement.pk)}"
    page = enter("publisher")
    page.goto(where)
    page.get_by_role("listitem").filter(has_text="Mi-parcours").get_by_role("link", name="saisir l’évaluation").click()
    page.get_by_role("textbox", name="Évalué le").fill("12/03/2024")
    page.get_by_label("Évalué par").fill("Comité des relations internationales")
    page.get_by_label("Réciprocité").fill("Autant de séjours dans les deux sens.")
    clean(page, axe)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.wait_for_url(where)
    assert Assessment.objects.get().reciprocity == "Autant de séjours dans les deux sens."
    expect(page.get_by_role("link", name="12 mars 2024, Comité des relations internationales")).to_have_count(1)
    page = enter("officer")
    page.goto(where)
    assert page.get_by_text("Évaluation").count() == 0


def test_a_mission_identifies_a_prospect_which_becomes_a_partner(enter, live_server, axe):
    make.CountryFactory(code="JP")
    mission = make.ActivityFactory(kind="mission", title_fr="Mission au Japon", starts_on=day("2016-05-09"))
    page = enter("officer")
    page.goto(f"{live_server}{address(Activity, 'change', mission.pk)}")
    page.get_by_role("button", name="Ajouter : Institution repérée").click()
    row = page.locator("#identifications-0")
    with page.expect_popup() as opened:
        row.locator("a.add-related").click()
    popup = opened.value
    popup.get_by_label("Nom [fr]").fill("Université de Kyoto")
    popup.locator(".select2").get_by_role("combobox", name="Pays ou territoire").click()
    popup.get_by_role("searchbox").fill("Jap")
    popup.get_by_role("option", name="Japon").click()
    popup.get_by_role("button", name="Enregistrer", exact=True).click()
    row.get_by_title("Université de Kyoto").wait_for()
    row.get_by_role("textbox", name="Note").fill("Vu le doyen")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.goto(f"{live_server}/admin/partners/institution/prospects/")
    clean(page, axe)
    page.get_by_role("link", name="Université de Kyoto").click()
    page.get_by_role("link", name="En faire un partenaire").click()
    page.get_by_label("Partenaire depuis le").fill("01/06/2016")
    clean(page, axe)
    page.get_by_role("button", name="En faire un partenaire").click()
    page.get_by_text("est désormais un partenaire").wait_for()
    expect(page.get_by_role("link", name=str(mission))).to_have_count(1)
    kyoto = Institution.objects.get()
    assert (kyoto.prospect, kyoto.partner_since, kyoto.published) == (False, day("2016-06-01"), False)


def test_a_report_is_frozen_and_does_not_move(enter, live_server, axe):
    agreement = make.in_force(signed="2015-03-02", title_fr="Neurosciences")
    page = enter("officer")
    page.goto(f"{live_server}{address(Report, 'add')}")
    page.get_by_label("Titre").fill("Bilan 2015")
    page.get_by_role("textbox", name="De la situation au").fill("31/12/2014")
    page.get_by_role("textbox", name="À la situation au").fill("31/12/2015")
    clean(page, axe)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    entered = page.get_by_role("row", name="Entrés en vigueur").get_by_role("link")
    expect(entered).to_have_text("1")
    entered.click()
    page.get_by_role("link", name="Montrer toutes les lignes").click()
    page.get_by_role("button", name="Figer cette réponse").click()
    page.get_by_text("il ne bougera plus").wait_for()
    Agreement.objects.filter(pk=agreement.pk).update(title_fr="Cancérologie")
    page.goto(f"{live_server}{address(Report, 'answer', Report.objects.get().pk)}")
    assert "Neurosciences" in page.get_by_role("region", name="Entrés en vigueur").inner_text()
    assert "Neurosciences → Cancérologie" in page.locator(".changes").inner_text()
    assert page.get_by_role("button", name="Figer cette réponse").count() == 0
    clean(page, axe)
