"""A new partner from the registry in a real browser: a few letters, one choice, saved; or noticed as entered."""

import pytest

from partners.models import Institution, UpstreamChange
from tests import factories as make
from tests.admin_forms import address
from tests.once import ONE_DATABASE
from tests.ror_records import load, place, record, ror_id, succeeded_by

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(officer, tmp_path):
    make.CountryFactory(code="JP")
    make.CountryFactory(code="FR")
    names = [("東京大学", "label", "ja"), ("UTokyo", "acronym", None)]
    tokyo = record(1, "University of Tokyo", "en", names=names, locations=[place("Tokyo", "JP", 35.7, 139.7)])
    old = record(2, "Old Tokyo Institute", "en", status="withdrawn", relationships=succeeded_by(1))
    load(tmp_path, tokyo, old, record(3, "Tokyo Branch in Lyon", "en"))
    return officer


def test_an_officer_enters_a_partner_by_a_few_letters_and_two_clicks(officer, live_server, axe):
    """And one click more to come here, from the menu."""
    officer.goto(f"{live_server}{address(Institution, 'add')}")
    officer.keyboard.type("utok")  # the box has the focus
    officer.get_by_role("link", name="University of Tokyo (UTokyo)").wait_for()
    for width, scheme in ((1280, "light"), (768, "dark")):
        officer.set_viewport_size({"width": width, "height": 3_000})  # the row of buttons then covers no field
        officer.emulate_media(color_scheme=scheme)
        officer.wait_for_timeout(500)  # colours change gradually
        assert axe(officer) == []
        assert officer.evaluate("document.documentElement.scrollWidth") <= width
    officer.get_by_label("Nom [es]").fill("Universidad")
    officer.get_by_role("link", name="University of Tokyo (UTokyo)").click()
    officer.get_by_text("Le formulaire est rempli avec University of Tokyo.").wait_for()
    officer.get_by_role("button", name="Enregistrer", exact=True).click()
    officer.wait_for_url(f"{live_server}{address(Institution)}")
    made = Institution.objects.get()
    assert (made.name_en, made.native_name, made.native_language, made.acronym, made.kind) == (
        *("University of Tokyo", "東京大学", "ja", "UTokyo", "education"),
    )
    assert (made.country_id, made.city, str(made.latitude), made.ror_id) == ("JP", "Tokyo", "35.7000", ror_id(1))


def test_what_is_entered_already_is_shown_while_its_name_is_typed(officer, live_server, axe):
    known = make.InstitutionFactory(name_fr="Université de Tokyo", country__code="JP", ror_id=ror_id(1))
    officer.goto(f"{live_server}{address(Institution, 'add')}")
    officer.get_by_label("Nom [fr]").press_sequentially("Tоkyo, Universite")  # with a Cyrillic о
    row = officer.locator(".field-name_fr")
    row.get_by_text("Déjà saisie").wait_for()
    assert axe(officer) == []
    assert row.get_by_role("link", name="Université de Tokyo", exact=True).get_attribute("href") == address(
        Institution, "change", known.pk
    )
    officer.get_by_label("Nom [fr]").fill("Lyon")
    row.get_by_role("link", name="Tokyo Branch in Lyon").wait_for()
    officer.get_by_label("La trouver dans le registre ROR").fill("old tokyo")
    officer.get_by_role("link", name="déjà saisie : Université de Tokyo").wait_for()


def test_what_the_registry_changed_is_decided_on_one_page(officer, live_server, axe, tmp_path):
    known = make.InstitutionFactory(name_fr="Branche", country__code="FR", ror_id=ror_id(3))
    load(tmp_path, record(3, "Branch", "en", links=[], types=["company"]))
    officer.set_viewport_size({"width": 768, "height": 900})
    officer.goto(f"{live_server}{address(UpstreamChange)}")
    assert axe(officer) == []
    officer.get_by_role("link", name="Branche").first.click()
    for scheme in ("light", "dark"):
        officer.emulate_media(color_scheme=scheme)
        officer.wait_for_timeout(500)  # colours change gradually
        assert axe(officer) == []
    assert officer.evaluate("document.documentElement.scrollWidth") <= 768
    officer.get_by_label("Nom en anglais").uncheck()
    officer.get_by_role("button", name="Reprendre ce qui est coché").click()
    officer.get_by_text("1 changement a été repris.").wait_for()
    known.refresh_from_db()
    assert (known.kind, known.name_en, UpstreamChange.objects.count()) == ("company", None, 1)
