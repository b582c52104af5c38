"""A restore: all of the backup, or the register that there was."""

import io

import pytest
from django.core.cache import cache

from agreements.models import Agreement, Document
from inserm_intl.backups.content import content
from tests import factories as make

from .conftest import backup, run, state

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_was_saved_is_brought_back_elsewhere(register, elsewhere, tmp_path):
    saved, made = state(), backup(tmp_path / "kept")
    elsewhere()
    said = run("restore", made)
    assert "2 agreements checked: all agree with their facts." in said
    assert "2 files checked: all are whole." in said
    assert state() == saved


def test_the_content_is_another_where_one_value_is(register):
    before = content()
    Agreement.objects.filter(pk=register.pk).update(internal_note="Note")
    assert content()[0] != before[0]
    assert content()[1] == before[1]


def test_a_register_in_use_is_replaced_only_when_asked_and_confirmed(register, tmp_path, monkeypatch):
    made = backup(tmp_path / "kept")
    later = make.AgreementFactory()
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert "--replace puts the backup in its place" in run("restore", made)
    assert "it was not confirmed" in run("restore", made, "--replace")
    assert Agreement.objects.filter(pk=later.pk).exists()
    run("restore", made, "--replace", "--yes")
    assert not Agreement.objects.filter(pk=later.pk).exists()


def test_records_are_entered_after_it_as_before(register, tmp_path):
    made = backup(tmp_path / "kept")
    run("restore", made, "--replace", "--yes")
    make.DocumentFactory(agreement=make.AgreementFactory(), content=b"new", size=3)
    assert Document.objects.count() == 4


def test_the_cache_forgets_what_it_knew_of_the_old_register(register, tmp_path):
    made = backup(tmp_path / "kept")
    cache.set("known", "then")
    run("restore", made, "--replace", "--yes")
    assert cache.get("known") is None
