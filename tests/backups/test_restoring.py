"""A restore: all of the backup, or the register that there was."""

import dataclasses
import io
import threading

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction

from agreements.models import Agreement, Document
from inserm_intl.backups import manifest
from inserm_intl.backups.archive import TAIL, Writer, members
from inserm_intl.backups.content import content
from inserm_intl.backups.databases import KINDS, kind
from inserm_intl.backups.errors import BackupError
from inserm_intl.backups.reading import opened
from inserm_intl.backups.restoring import is_in_use
from inserm_intl.readiness.runs import REMINDERS, Run
from tests import factories as make
from tests import servers

from .conftest import backup, run, state

pytestmark = pytest.mark.django_db(transaction=True)
of_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="On SQLite it stops the restore")
of_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="On PostgreSQL it waits")


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


def test_a_register_that_was_only_installed_is_not_in_use(transactional_db):
    Run.objects.ended_well(REMINDERS)
    assert not is_in_use()
    make.UserFactory()
    assert is_in_use()


def rewritten(made, place, **told):
    """The same backup, saying something else of itself, under a seal that is right."""
    with made.open("rb") as file, place.open("wb") as copy:
        writer = Writer(copy)
        for member in members(file, made.stat().st_size - TAIL):
            content = b"".join(member.blocks())
            if member.name == manifest.NAME:
                content = dataclasses.replace(manifest.read(content), **told).written()
            writer.add(member.name, len(content), io.BytesIO(content))
        writer.seal()
    return place


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"migrations": ["agreements.9999_later"]}, "a newer program made it"),
        ({"content": "0" * 64}, "what it brings back is not what was saved"),
        ({"size": 10**15}, "To restore it needs up to "),
    ],
)
def test_what_cannot_be_restored_leaves_the_register_as_it_was(told, sentence, register, tmp_path):
    made = rewritten(backup(tmp_path / "kept"), tmp_path / "other.tar", **told)
    make.DocumentFactory(agreement=register, content=b"later", size=5)
    before = state()
    assert sentence in run("restore", made, "--replace", "--yes")
    assert state() == before
    assert not list(tmp_path.glob("media/.*"))


def test_a_dump_of_another_kind_of_database_is_refused_with_the_way_out(register, tmp_path):
    made, other = backup(tmp_path / "kept"), {"postgresql": "sqlite", "sqlite": "postgresql"}[connection.vendor]
    with made.open("rb") as file:
        dump, *others = members(file, made.stat().st_size - TAIL)
        parts = [(member.name, b"".join(member.blocks())) for member in (dump, *others)][:-1]
        told = manifest.read(b"".join(others[-1].blocks()))
    place = tmp_path / "other.tar"
    with place.open("wb") as file:
        writer = Writer(file)
        said = dataclasses.replace(told, database=other).written()
        for name, content in [(KINDS[other].DUMP, parts[0][1]), *parts[1:], (manifest.NAME, said)]:
            writer.add(name, len(content), io.BytesIO(content))
        writer.seal()
    said = run("restore", place, "--replace", "--yes")
    assert f"it comes from {other}, and DATABASE_URL names {connection.vendor}" in said
    assert "restore it into a database of its own kind" in said


def test_one_of_an_earlier_program_is_brought_up_to_date(register, tmp_path):
    call_command("migrate", "inserm_intl", "0003", verbosity=0)
    made = backup(tmp_path / "kept")
    assert "inserm_intl.0004_shared_cache" not in manifest.migrations()
    run("restore", made, "--replace", "--yes")
    assert "inserm_intl.0004_shared_cache" in manifest.migrations()
    assert Document.objects.count() == 3


def test_a_file_to_check_is_read_and_nothing_else(register, tmp_path):
    made, before = backup(tmp_path / "kept"), make.AgreementFactory().pk
    assert run("restore", made, "--check").startswith("A whole backup of 20")
    assert Agreement.objects.filter(pk=before).exists()
    assert (
        run("restore", tmp_path / "none.tar", "--check")
        == f"Nothing was restored: there is no file {tmp_path}/none.tar."
    )
    made.write_bytes(made.read_bytes()[:-1])
    assert run("restore", made, "--check") == (
        f"Nothing was restored from {made}: it is damaged, cut short, or no backup."
    )


@pytest.fixture
def redis(settings):
    """A cache that is outside the database."""
    with servers.redis() as server:
        described = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": server.url}
        settings.CACHES = dict.fromkeys(settings.CACHES, described)
        yield
        cache.close()


def test_what_has_changed_since_the_backup_comes_back_and_the_operator_is_told(register, redis, tmp_path, client):
    """The site knows nothing more of the old register; whoever was in it is out, and records are entered as before."""
    leaving, contact = make.UserFactory(username="leaving", is_staff=True), make.ContactFactory(name="Anne Martin")
    client.force_login(leaving)
    cache.set("known", "then")
    made = backup(tmp_path / "kept")
    leaving.is_active = False
    leaving.save()
    run("personal_data", find="Anne Martin", erase=True, yes=True, by="leaving")
    said = run("restore", made, "--replace", "--yes")
    assert "These accounts may log in again, deactivate them if need be: leaving\n" in said
    assert f"`retention` erases it again: contact {contact.pk}\n" in said
    assert (cache.get("known"), client.get("/admin/").status_code) == (None, 302)
    make.DocumentFactory(agreement=make.AgreementFactory(), content=b"new", size=3)
    assert Document.objects.count() == 4


@of_postgresql
def test_a_write_that_comes_meanwhile_waits_and_is_in_the_register_that_came(register, tmp_path):
    """It is neither lost with the old register nor refused."""
    made, entered = backup(tmp_path / "kept"), []
    writing = threading.Thread(target=enter, args=[entered])
    with opened(made, tmp_path) as (dump, _files), kind().replacing(dump, 0):
        writing.start()
        writing.join(timeout=0.5)
        assert entered == []
    writing.join()
    assert list(Agreement.objects.order_by("pk").values_list("pk", flat=True))[2:] == entered


@of_postgresql
def test_the_server_knows_how_much_there_is_before_it_is_asked(register, tmp_path):
    made = backup(tmp_path / "kept")
    with opened(made, tmp_path) as (dump, _files), kind().replacing(dump, 0), connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'agreements_agreement'")
        assert cursor.fetchone() == (2,)


@of_sqlite
def test_a_write_that_comes_meanwhile_stops_the_restore(register, tmp_path):
    made, entered = backup(tmp_path / "kept"), []
    writing = threading.Thread(target=enter, args=[entered])
    replacing = pytest.raises(BackupError, match="somebody has written to the register meanwhile")
    with opened(made, tmp_path) as (dump, _files), replacing, kind().replacing(dump, 10**9):
        writing.start()
        writing.join()
    assert list(Agreement.objects.order_by("pk").values_list("pk", flat=True))[2:] == entered


def enter(entered):
    entered.append(make.AgreementFactory().pk)
    connection.close()


def test_a_write_that_does_not_end_stops_the_restore(register, tmp_path, monkeypatch):
    monkeypatch.setattr(kind(), "PATIENCE", {"postgresql": "200ms", "sqlite": 0.2}[connection.vendor])
    made, holding, ending = backup(tmp_path / "kept"), threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Agreement.objects.filter(pk=register.pk).update(internal_note="Held")
            holding.set()
            ending.wait(timeout=30)
        connection.close()

    writing = threading.Thread(target=hold)
    writing.start()
    holding.wait(timeout=30)
    said = run("restore", made, "--replace", "--yes")
    ending.set()
    writing.join()
    assert said.splitlines()[-1].startswith("Nothing was restored")
    register.refresh_from_db()
    assert register.internal_note == "Held"
