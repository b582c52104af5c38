"""A form that cannot be saved names each wrong field, leads to it, and opens at the first."""

import pytest
from playwright.sync_api import expect

from agreements.models import Agreement
from partners.models import Cooperation
from tests import factories as make
from tests.admin_forms import address
from tests.once import ONE_DATABASE

pytestmark = [pytest.mark.django_db(transaction=True), ONE_DATABASE]


def refused(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer", exact=True).click()
    page.wait_for_load_state()
    return page.locator(".wrong li")


def test_the_first_wrong_field_has_the_focus_and_each_has_a_link(officer, live_server, axe):
    lia = make.InstrumentFactory()
    officer.goto(f"{live_server}{address(Agreement, 'add')}")
    officer.locator("#id_instrument").select_option(str(lia.pk))
    officer.locator("#id_title_fr").fill("Neurosciences sociales")
    officer.locator("#id_effective_on").fill("30/02/2024")
    officer.get_by_text("Source et notes").click()
    officer.locator("#id_source_url").fill("pas une adresse")
    officer.locator("#id_stages-0-since").fill("12/13/2024")
    expect(refused(officer)).to_have_text(
        [
            "Prise d’effet : Ce jour n’existe pas : 30/02/2024.",
            "Source : Saisissez une URL valide.",
            "Étape 1, Depuis le : Saisissez une date valide.",
        ]
    )
    expect(officer.locator("#id_effective_on")).to_be_focused()
    assert axe(officer) == []
    officer.get_by_role("link", name="Étape 1").press("Enter")
    expect(officer.locator("#id_stages-0-since")).to_be_focused()
    officer.get_by_role("link", name="Source :").press("Enter")
    expect(officer.locator("#id_source_url")).to_be_focused()


def test_the_box_of_another_record_takes_the_focus_of_its_field(officer, live_server):
    officer.goto(f"{live_server}{address(Cooperation, 'add')}")
    officer.locator("#id_year").fill("2024")
    expect(refused(officer).first).to_have_text("Unité de recherche : Ce champ est obligatoire.")
    officer.locator(".wrong a").first.press("Enter")
    expect(officer.get_by_role("combobox", name="Unité de recherche")).to_be_focused()


def test_what_concerns_no_field_is_read_first(officer, live_server):
    agreement = make.AgreementFactory(title_fr="Avant")
    where = f"{live_server}{address(Agreement, 'change', agreement.pk)}"
    officer.goto(where)
    Agreement.objects.update(version=7)
    officer.locator("#id_effective_on").fill("30/02/2024")
    expect(refused(officer).first).to_contain_text("Prise d’effet")
    expect(officer.locator(".errornote").first).to_be_in_viewport()
    expect(officer.locator("#id_effective_on")).not_to_be_focused()
