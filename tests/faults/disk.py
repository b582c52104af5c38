"""The disk is full: what would be stored is refused with a sentence, nothing stays half written, reading goes on."""

import contextlib
import resource

import pytest
from django.db import connection

from agreements.models import Agreement, Document
from agreements.papers import vault
from inserm_intl.models import Page
from tests import papers
from tests.admin_forms import address
from tests.factories import in_force
from tests.sites import eventually

pytestmark = pytest.mark.django_db(transaction=True)
SENTENCE = "Si vous veniez d’envoyer un formulaire, vérifiez qu’il n’a pas été enregistré"
UNLIMITED = resource.RLIM_INFINITY


@contextlib.contextmanager
def no_file_beyond(site, size: int):
    """As on a full disk, for the site alone: a file that grows beyond so many bytes is refused what it is given."""
    for pid in site.processes():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, UNLIMITED))
    try:
        yield
    finally:
        for pid in site.processes():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (UNLIMITED, UNLIMITED))


def attach(site, agreement, content: bytes):
    typed = {"title_fr": "Un autre titre", **papers.rows(("accord.pdf", content), title="Accord")}
    return site.post(address(Agreement, "change", agreement.pk), "agreement_form", typed)


def of_size(size: int) -> bytes:
    return papers.pdf() + b"%" + b"x" * size


@pytest.mark.parametrize("size", [1_500_000, 4_000_000], ids=["kept in memory", "written on its way"])
def test_a_document_for_which_there_is_no_room_is_refused_and_leaves_nothing(site, size):
    agreement = in_force(title_fr="Accord")
    content = of_size(size)
    with no_file_beyond(site, 1_000_000):
        answer = attach(site, agreement, content)
        assert (answer.status, SENTENCE in answer.text) == (503, True)
        assert site.ask("GET", f"/fr/agreements/{agreement.reference}/").status == 200
    agreement.refresh_from_db()
    assert agreement.title_fr == "Accord"
    assert not Document.objects.exists()
    assert list(vault.files()) == []
    assert attach(site, agreement, content).status == 302
    assert vault.place(Document.objects.get().sha256).read_bytes() == content


@pytest.mark.skipif(connection.vendor == "postgresql", reason="PostgreSQL says itself that its disk is full.")
def test_a_database_file_for_which_there_is_no_room_refuses_what_is_sent_and_shows_what_there_is(site):
    typed = {"slug": "nouvelle", "title_fr": "Nouvelle page", "body_fr": "Un texte. " * 20_000}
    with no_file_beyond(site, 100_000):
        answer = site.post(address(Page, "add"), "page_form", typed)
        assert (answer.status, SENTENCE in answer.text) == (503, True)
        assert site.ask("GET", "/fr/").status == 200
    assert not Page.objects.exists()
    eventually(lambda: site.post(address(Page, "add"), "page_form", typed).status == 302)
