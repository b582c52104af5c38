"""From the officer's keyboard to the visitor's screen: entered in the register, found without JavaScript."""

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import expect

from tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = {"fr": "Neurosciences sociales", "en": "Social neuroscience"}


@pytest.fixture
def register():
    """A type of cooperation and three institutions in Canada, France and Japan; an officer who may publish."""
    make.InstrumentFactory(code="gdri", acronym="GDRI", name_fr="Groupement de recherche international")
    make.InstitutionFactory(name_fr="Inserm", french=True)
    for code, name in {"JP": "Riken", "CA": "Université Laval"}.items():
        make.InstitutionFactory(name_fr=name, country=make.CountryFactory(code=code))
    User.objects.create_superuser("claire", password="demo")


def party(page, row, name, day):
    page.locator(f"#parties-{row}").get_by_role("combobox", name="Institution").click()
    page.get_by_role("searchbox", name="Institution").fill(name)
    page.get_by_role("option", name=name).click()
    page.locator(f"#id_parties-{row}-signed_on").fill(day)


def enter(page, site):
    """What the officer does: log in, add an agreement with its parties and signatures, publish it."""
    page.goto(f"{site}/admin/")
    page.get_by_label("Nom d’utilisateur").fill("claire")
    page.get_by_label("Mot de passe").fill("demo")
    page.get_by_role("button", name="Connexion").click()
    page.get_by_role("link", name="Accords", exact=True).first.click()
    page.get_by_role("link", name="Ajouter").first.click()
    page.locator("#id_instrument").select_option(label="GDRI – Groupement de recherche international")
    for language, title in TITLE.items():
        page.locator(f"#id_title_{language}").fill(title)
    page.get_by_role("button", name="Ajouter : Partie à l’accord").click()
    for row, (name, day) in enumerate({"Inserm": "1/10/2016", "Riken": "12/10/2016", "Laval": "15/11/2016"}.items()):
        party(page, row, name, day)
    page.locator("#id_effective_on").fill("11/2016")
    page.locator("#id_open_ended").check()
    page.locator("#id_published").check()
    page.locator("input[name=_save]").click()
    page.locator("#changelist").wait_for()


def test_an_agreement_entered_and_published_is_found_by_a_visitor_without_javascript(
    register, page, new_context, live_server
):
    enter(page, live_server)
    visitor = new_context(java_script_enabled=False).new_page()
    for language, country in {"fr": "Japon", "en": "Canada"}.items():
        visitor.goto(f"{live_server}/{language}/")
        visitor.locator(f"a[href='/{language}/agreements/']").first.click()
        visitor.locator("select[name=country]").select_option(label=country)
        visitor.locator("select[name=instrument]").select_option(value="gdri")
        visitor.locator("main form button").click()
        visitor.wait_for_url("**country=**")
        expect(visitor.locator("tbody tr")).to_have_count(1)
        visitor.get_by_role("link", name=TITLE[language]).click()
        visitor.wait_for_url(f"{live_server}/{language}/agreements/GDRI-2016-001/")
        text = visitor.locator("main").inner_text()
        assert all(name in text for name in ("Inserm", "Riken", "Université Laval", TITLE[language]))
        assert visitor.locator("html").get_attribute("lang") == language
    assert visitor.context.cookies() == []
    visitor.get_by_role("link", name="Français").click()
    expect(visitor.locator("h1")).to_have_text(TITLE["fr"])


def test_an_agreement_that_is_not_published_is_for_the_officer_alone(register, page, new_context, live_server):
    agreement = make.in_force(title_fr="Secret", published=False)
    page.goto(f"{live_server}/admin/login/?next=/fr/agreements/{agreement.reference}/")
    page.locator("#id_username").fill("claire")
    page.locator("#id_password").fill("demo")
    page.locator("input[type=submit], button[type=submit]").first.click()
    expect(page.locator("h1")).to_have_text("Secret")
    expect(page.locator(".notice-draft")).to_be_visible()
    expect(page.locator(".staff-bar a")).to_have_count(3)
    visitor = new_context().new_page()
    assert visitor.goto(f"{live_server}/fr/agreements/{agreement.reference}/").status == 404
