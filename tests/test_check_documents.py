"""`check_documents`: every document has its file, whole; what nothing names is told, and removed when asked."""

import io
import os

import pytest
from django.core.management import CommandError, call_command
from reversion import create_revision

from agreements.models import Document
from agreements.papers import vault
from tests import factories as make

pytestmark = pytest.mark.django_db


def check(**options):
    """What the command says, and what it says is wrong."""
    said, wrong = io.StringIO(), io.StringIO()
    try:
        call_command("check_documents", stdout=said, stderr=wrong, **options)
    except CommandError as error:
        return said.getvalue(), [*wrong.getvalue().splitlines(), str(error)]
    return said.getvalue(), wrong.getvalue().splitlines()


def aged(path, days=3):
    os.utime(path, (path.stat().st_atime - days * 86_400, path.stat().st_mtime - days * 86_400))


@pytest.fixture
def document():
    return make.DocumentFactory(content=b"whole", size=5)


def test_whole_files_are_told_so(document):
    make.DocumentFactory(content=b"whole", size=5)
    assert check() == ("1 files checked: all are whole.\n", [])


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"whol3")])
def test_a_missing_or_damaged_file_is_a_fault(document, spoil):
    spoil(vault.place(document.sha256))
    _said, (line, end) = check()
    assert line.startswith(f"Document {document.pk}: its file is ")
    assert end == "1 of 1 files are missing or damaged."


def test_a_file_that_nothing_names_is_told_and_removed_only_when_asked(document):
    orphan = vault.place(vault.keep(b"orphan"))
    assert "nothing names" not in check()[0]
    aged(orphan)
    assert "1 files that nothing names, to remove with --remove-orphans." in check()[0]
    assert "1 files that nothing names, removed." in check(remove_orphans=True)[0]
    assert [path.name for path in vault.files()] == [document.sha256]


def test_a_half_written_file_is_an_orphan_too(document):
    left = vault.place(document.sha256).with_name("incoming-xyz")
    left.write_bytes(b"wh")
    aged(left)
    check(remove_orphans=True)
    assert not left.exists()


def test_the_file_of_a_deleted_document_stays_while_a_version_names_it():
    with create_revision():
        document = make.DocumentFactory(content=b"whole", size=5)
    path = vault.place(document.sha256)
    Document.objects.all().delete()
    aged(path)
    assert check(remove_orphans=True) == ("1 files checked: all are whole.\n", [])
    assert path.exists()
    path.unlink()
    assert len(check()[1]) == 2


def test_an_orphan_that_is_added_again_is_young_again():
    path = vault.place(vault.keep(b"orphan"))
    aged(path)
    vault.keep(b"orphan")
    check(remove_orphans=True)
    assert path.exists()
