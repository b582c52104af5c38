"""An officer takes a list to Excel and back: export, change, preview, confirm, undo; and matches a name."""

import csv

import pytest
from playwright.sync_api import expect

from partners.models import Cooperation, Institution
from tests.admin_forms import address
from tests.once import ONE_DATABASE
from tests.world import build

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def officer(officer):
    build()
    return officer


def send(page, file):
    page.get_by_label("Fichier").set_input_files(file)
    page.get_by_role("button", name="Voir ce qui changerait").click()


def test_a_list_goes_out_comes_back_changed_and_is_put_back(officer, live_server, axe, tmp_path):
    officer.goto(f"{live_server}{address(Cooperation)}?q=riken")
    with officer.expect_download() as download:
        officer.get_by_role("link", name="Exporter en CSV").click()
    file = tmp_path / "liste.csv"
    rows = list(csv.reader(download.value.path().read_text("utf-8-sig").splitlines(), delimiter=";"))
    headings, row = rows
    row[headings.index("Année de déclaration")] = "2013"
    new = ["" if name == "Référence" else text for name, text in zip(headings, row, strict=True)]
    new[headings.index("Institution")] = "RIKEN (siège)"
    with file.open("w", encoding="cp1252", newline="") as opened:
        csv.writer(opened, delimiter=";").writerows([headings, row, new])

    with officer.expect_navigation():
        officer.get_by_role("link", name="Importer").click()
    assert axe(officer) == []
    send(officer, __file__)
    expect(officer.get_by_text("Choisissez un fichier dont le nom")).to_be_visible()
    send(officer, str(file))
    expect(officer.get_by_role("row", name="2014").get_by_text("2013")).to_be_visible()
    for scheme in ("dark", "light"):
        officer.emulate_media(color_scheme=scheme)
        officer.reload()
        assert axe(officer) == []
    officer.get_by_role("button", name="Importer ces lignes").click()
    expect(officer.get_by_text("L’import est fait.")).to_be_visible()
    assert Cooperation.objects.get(reference="COL-2014-001").year == 2013
    done = officer.url

    officer.goto(f"{live_server}{address(Cooperation)}")
    officer.get_by_role("link", name="À rapprocher").click()
    officer.set_viewport_size({"width": 768, "height": 900})
    assert axe(officer) == []
    assert officer.evaluate("document.documentElement.scrollWidth") <= 768
    officer.get_by_label("Institut Riken").check()
    officer.get_by_role("button", name="Rapprocher RIKEN (siège)").click()
    expect(officer.get_by_text("1 ligne a été saisie.")).to_be_visible()
    assert Institution.objects.get(slug="riken").aliases == "RIKEN (siège)"

    officer.goto(done)
    officer.get_by_role("button", name="Annuler cet import").click()
    expect(officer.get_by_text("L’import est annulé.")).to_be_visible()
    assert list(Cooperation.objects.filter(year=2013)) == []
