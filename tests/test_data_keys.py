"""No answer of open data tells by the keys of the database how many records there are, or were."""

import pytest
from django.db import connection, transaction
from django.test import Client

from inserm_intl.open_data.nouns import NOUNS
from tests.canaries import our_models
from tests.data_addresses import walk
from tests.leaking import keys_as_cursors
from tests.world import build

pytestmark = pytest.mark.django_db
IN_PARTS = [f"/api/v1/{noun}/{part}" for noun in NOUNS for part in ("?cursor=*&page_size=1", "?page_size=1")]


def let_keys_start_after(number: int) -> None:
    """Let the next rows have the keys that they would have if so many had been there before."""
    with connection.cursor() as cursor:
        for model in our_models():
            table, key = model._meta.db_table, model._meta.pk
            if key.get_internal_type() != "BigAutoField":
                continue
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, number])
            else:
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [table, key.column, number])


def answers_after(number: int) -> dict:
    """What the same register answers, part by part, where so many records had been entered and deleted before."""
    with transaction.atomic():
        let_keys_start_after(number)
        build()
        found = walk(Client(), IN_PARTS)
        transaction.set_rollback(True)
    return found


def test_the_same_records_give_the_same_answers_whatever_was_there_before():
    assert answers_after(1_000) == answers_after(2_000)


def test_that_would_be_seen(monkeypatch):
    keys_as_cursors(monkeypatch)
    assert answers_after(1_000) != answers_after(2_000)
