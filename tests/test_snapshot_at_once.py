"""A snapshot is of one moment, whatever is saved while it is taken."""

import os
import signal
import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from inserm_intl.one_view import one_view
from partners.models import Institution
from tests import factories as make


@pytest.mark.django_db(transaction=True)
def test_what_is_saved_meanwhile_is_in_none_of_its_files():
    def save():
        make.InstitutionFactory()
        connection.close()

    saving = threading.Thread(target=save)
    with one_view():
        before = Institution.objects.count()
        saving.start()
        saving.join(timeout=0.5)
        assert Institution.objects.count() == before
    saving.join()
    assert Institution.objects.count() == before + 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="On PostgreSQL a transaction that reads keeps nobody waiting")
@pytest.mark.django_db(transaction=True)
def test_a_snapshot_leaves_to_others_the_one_turn_to_write_on_sqlite():
    with CaptureQueriesContext(connection) as asked, one_view():
        pass
    with CaptureQueriesContext(connection) as later, transaction.atomic():
        pass
    assert (asked[0]["sql"], later[0]["sql"]) == ("BEGIN DEFERRED", "BEGIN IMMEDIATE")


@pytest.mark.django_db
def test_a_snapshot_that_is_told_to_stop_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(
        "inserm_intl.management.commands.snapshot.write", lambda *_: os.kill(os.getpid(), signal.SIGTERM)
    )
    usual = signal.getsignal(signal.SIGTERM)
    with pytest.raises(SystemExit) as stopped:
        call_command("snapshot", str(tmp_path))
    assert stopped.value.code == 143
    assert list(tmp_path.iterdir()) == []
    assert signal.getsignal(signal.SIGTERM) == usual
