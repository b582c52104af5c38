"""The register in a real browser: usable with the keyboard and a screen reader, under the strict policy."""

import pytest

from agreements.models import Agreement
from tests import factories as make
from tests.admin_forms import address
from tests.once import ONE_DATABASE

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]


def choose(page, row, name):
    """Type the first letters of an institution in a row of the form, and take what is found."""
    page.locator(f"#parties-{row}").get_by_role("combobox", name="Institution").click()
    page.get_by_role("searchbox", name="Institution").fill(name)
    page.get_by_role("option", name=name).click()


def test_an_officer_enters_a_gdri_with_three_parties_in_two_countries(officer, live_server):
    gdri = make.InstrumentFactory(code="gdri", countries_min=2)
    japan = make.CountryFactory(code="JP")
    make.InstitutionFactory(name_fr="Inserm", french=True)
    for name in ("Riken", "Université Keio"):
        make.InstitutionFactory(name_fr=name, country=japan)
    officer.goto(f"{live_server}{address(Agreement, 'add')}")
    officer.get_by_label("Forme de coopération").select_option(str(gdri.pk))
    officer.get_by_label("Titre [fr]").fill("Neurosciences sociales")
    choose(officer, 0, "Inserm")
    choose(officer, 1, "Riken")
    officer.get_by_role("button", name="Ajouter : Partie à l’accord").click()
    choose(officer, 2, "Université Keio")
    officer.get_by_role("textbox", name="Prise d’effet :").fill("11/2016")
    officer.get_by_role("button", name="10/2020").click()
    officer.get_by_label("Mise en ligne").check()
    officer.get_by_role("button", name="Enregistrer", exact=True).dblclick()
    officer.wait_for_url(f"{live_server}{address(Agreement)}")
    agreement = Agreement.objects.get()
    assert (agreement.published, str(agreement.ends_on)) == (True, "2020-10-31")
    assert {str(party.institution) for party in agreement.parties.all()} == {"Inserm", "Riken", "Université Keio"}


def test_the_way_in_is_named_for_everyone(page, live_server, axe):
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(f"{live_server}/admin/login/")
        assert axe(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_the_register_are_named_for_everyone(officer, live_server, axe, scheme):
    agreement = make.in_force(instrument=make.InstrumentFactory(laboratories_min=2))
    agreement.themes.add(make.ThematicInstituteFactory())
    make.StageFactory(agreement=agreement)
    officer.emulate_media(color_scheme=scheme)
    views = [("changelist",), ("add",), *((view, agreement.pk) for view in ("change", "history", "delete"))]
    for where in ["/admin/", "/admin/agreements/call/add/", *(address(Agreement, *view) for view in views)]:
        officer.goto(f"{live_server}{where}")
        for width in (1280, 768):
            officer.set_viewport_size({"width": width, "height": 900})
            assert axe(officer) == []
            assert officer.evaluate("document.documentElement.scrollWidth") <= width, where


def test_the_box_in_which_one_searches_has_the_name_of_its_field(officer, live_server, axe):
    officer.goto(f"{live_server}{address(Agreement, 'add')}")
    officer.locator("#parties-0").get_by_role("combobox", name="Institution").click()
    officer.get_by_role("searchbox", name="Institution").wait_for()
    assert [fault for fault in axe(officer) if "select2-search__field" in fault] == []


def test_the_officer_changes_the_language_of_the_register(officer, live_server):
    officer.get_by_role("button", name="English").click()
    officer.get_by_role("link", name="Exchange programmes", exact=True).first.wait_for()
    assert officer.url == f"{live_server}/admin/"
