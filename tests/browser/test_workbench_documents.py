"""An officer adds the signed text of an agreement and fetches it; a file that could do harm is refused beside it."""

import pytest

from agreements.models import Agreement, Document
from tests import factories as make
from tests import papers
from tests.admin_forms import address
from tests.once import ONE_DATABASE

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]


def test_an_officer_adds_a_signed_text_and_fetches_it(officer, live_server, tmp_path, axe):
    agreement = make.in_force()
    (scripted := tmp_path / "piégé.pdf").write_bytes(papers.scripted())
    (signed := tmp_path / "Accord signé.pdf").write_bytes(papers.pdf(text="Accord"))
    officer.goto(f"{live_server}{address(Agreement, 'change', agreement.pk)}")
    save = officer.get_by_role("button", name="Enregistrer et continuer")
    officer.get_by_label("Fichier").first.set_input_files(scripted)
    save.click()
    row = officer.locator("#documents-2-0 .field-upload")
    assert "Ce PDF contient un script" in row.inner_text()
    assert axe(officer) == []
    officer.get_by_label("Fichier").first.set_input_files(signed)
    save.click()
    with officer.expect_download() as download:
        officer.get_by_role("link", name="Accord signé.pdf").click()
    assert download.value.suggested_filename == "Accord signé.pdf"
    assert download.value.path().read_bytes() == signed.read_bytes()
    document = Document.objects.get()
    officer.set_viewport_size({"width": 768, "height": 900})
    officer.emulate_media(color_scheme="dark")
    for where in (
        officer.url,
        *(f"{live_server}{address(Document, *view)}" for view in (["changelist"], ["change", document.pk])),
    ):
        officer.goto(where)
        assert axe(officer) == []
        assert officer.evaluate("document.documentElement.scrollWidth") <= 768, where
