"""The officer's morning in a real browser: the desk, "Japon" in the search box, the country, the brief in hand."""

import pytest
from django.contrib.auth.models import User
from docx import Document

from tests import factories as make
from tests.factories import day
from tests.once import ONE_DATABASE

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(log_in):
    user = User.objects.create_superuser("claire", password="demo")
    japan = make.CountryFactory(code="JP")
    riken = make.InstitutionFactory(name_fr="Riken", country=japan, published=False)
    agreement = make.in_force(signed=None, partner=riken, published=False, officer=user, reference="LIA-2016-001")
    make.StageFactory(agreement=agreement, since=day("2016-10-01"), desk="partner", note="relancé le 2 avril")
    make.in_force(partner=riken, invented=True)
    make.ActivityFactory(country=japan)
    return log_in("claire")


def test_from_the_desk_to_japan_to_the_brief(officer, live_server, tmp_path):
    negotiations = officer.get_by_role("region", name="En négociation")
    assert "relancé le 2 avril" in negotiations.get_by_role("row").nth(1).inner_text()
    officer.keyboard.press("/")
    officer.keyboard.type("Japon")
    officer.keyboard.press("Enter")
    officer.get_by_role("link", name="Japon", exact=True).click()
    officer.wait_for_url(f"{live_server}/admin/countries/JP/")
    assert "Riken" in officer.get_by_role("region", name="Partenaires").inner_text()
    with officer.expect_download() as download:
        officer.get_by_role("link", name="Français (.docx)").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name.startswith("note-japon-")
    told = [paragraph.text for paragraph in Document(str(file)).paragraphs]
    assert {"Japon", "En négociation"} <= set(told)


def test_a_reference_goes_straight_to_its_agreement(officer, live_server):
    officer.get_by_role("searchbox", name="Rechercher dans le registre").fill("lia-2016-001")
    with officer.expect_navigation():
        officer.get_by_role("button", name="Rechercher").click()
    assert officer.get_by_role("heading", name="LIA-2016-001").first.inner_text().startswith("LIA-2016-001")


def test_these_pages_are_named_for_everyone(officer, live_server, axe):
    pages = ["", "search/?q=Japon", "search/?q=Jappon", "countries/JP/", "brief/", "brief/?language=fr"]
    for scheme, width in (("light", 1280), ("dark", 768)):
        officer.set_viewport_size({"width": width, "height": 900})
        officer.emulate_media(color_scheme=scheme)
        for where in pages:
            officer.goto(f"{live_server}/admin/{where}")
            assert axe(officer) == []
            assert officer.evaluate("document.documentElement.scrollWidth") <= width, where
