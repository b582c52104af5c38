"""A backup: one file with all of the register, or none."""

import fcntl
import os
import resource
import stat
import subprocess
import tarfile
import threading
import time
from importlib import import_module

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from agreements.models import Document
from agreements.papers import vault
from inserm_intl.backups.content import content
from inserm_intl.backups.databases import kind
from inserm_intl.backups.place import OWN
from inserm_intl.backups.postgresql import named
from inserm_intl.backups.reading import opened
from tests import factories as make

from .conftest import backup, run

pytestmark = pytest.mark.django_db(transaction=True)
of_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite needs no client")


def test_it_is_a_tar_for_its_owner_alone_with_each_content_once(register, tmp_path):
    made = backup(tmp_path / "kept")
    assert OWN.fullmatch(made.name)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    with tarfile.open(made) as file:
        names = file.getnames()
    documents = sorted(set(Document.objects.values_list("sha256", flat=True)))
    assert names == [names[0], *(f"documents/{sha256}" for sha256 in documents), "manifest.json", "SHA256"]
    assert (names[0], len(documents)) == (kind().DUMP, 2)


def test_nothing_is_written_over(register, tmp_path):
    place = tmp_path / "a.tar"
    place.write_text("mine")
    assert f"{place} is there already" in run("backup", place)
    assert (place.read_text(), [path.name for path in tmp_path.iterdir() if path.name[0] == "."]) == ("mine", [])


def test_the_newest_are_kept_and_nothing_else_is_touched(register, tmp_path):
    old = [f"register-2026010{day}-000000.tar" for day in (1, 2, 3)]
    for name in (*old, "register-20260101-000000.tar.age", "mine.tar"):
        (tmp_path / name).touch()
    said = run("backup", f"{tmp_path}/", "--keep", "2")
    assert said.count("Deleted") == 2
    left = {path.name for path in tmp_path.glob("*.*")}
    assert len(left) == 4
    assert left > {old[2], "register-20260101-000000.tar.age", "mine.tar"}


def test_a_lost_or_damaged_document_is_told_and_then_no_older_backup_goes(register, tmp_path):
    older = tmp_path / "register-20260101-000000.tar"
    older.touch()
    vault.place(Document.objects.first().sha256).write_bytes(b"spoilt")
    assert "1 documents were missing or damaged" in run("backup", f"{tmp_path}/", "--keep", "1")
    assert older.exists()
    assert len(list(tmp_path.glob("register-*.tar"))) == 2


@pytest.mark.parametrize("arguments", [["a.tar", "--keep", "3"], ["-", "--keep", "3"], ["kept/", "--keep", "0"]])
def test_only_in_a_folder_are_some_kept_and_at_least_one(arguments, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run("backup", *arguments) == "--keep (or BACKUP_KEEP) takes a number from 1 up, and a folder."


def test_without_a_place_it_is_the_folder_of_the_settings_and_as_many_are_kept(register, tmp_path, settings):
    settings.BACKUP_DIR, settings.BACKUP_KEEP = str(tmp_path / "kept"), 1
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "register-20260101-000000.tar").touch()
    run("backup")
    (made,) = (tmp_path / "kept").iterdir()
    assert made.stat().st_size > 0


def test_where_nothing_can_be_written_a_sentence_says_so(register, tmp_path):
    (tmp_path / "file").touch()
    assert run("backup", tmp_path / "file" / "a.tar").startswith("No backup was made: ")


def test_a_full_disk_leaves_nothing_that_looks_like_a_backup(register, tmp_path):
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, usual[1]))
    try:
        said = run("backup", tmp_path / "kept" / "a.tar")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert said.startswith("No backup was made: ")
    assert list((tmp_path / "kept").iterdir()) == []


def test_a_disk_without_room_is_seen_first(register, tmp_path):
    Document.objects.filter(sha256=vault.keep(b"annexed")).update(size=10**15)
    assert "needs up to 1,000,000,0" in run("backup", tmp_path / "a.tar")


@of_postgresql
@pytest.mark.parametrize(
    ("client", "sentence"),
    [(None, "pg_dump is missing"), ("echo 'pg_dump (PostgreSQL) 9.6.24'", "9.6.24 is older than the server")],
)
def test_a_client_that_cannot_read_the_server_is_told(client, sentence, register, tmp_path, monkeypatch):
    tools = tmp_path / "tools"
    tools.mkdir()
    if client:
        (tools / "pg_dump").write_text(f"#!/bin/sh\n{client}\n")
        (tools / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    assert sentence in run("backup", tmp_path / "a.tar")
    assert not (tmp_path / "a.tar").exists()


@of_postgresql
def test_the_password_is_told_to_no_other_user_of_the_machine(db, monkeypatch):
    """Arguments can be read by all; the environment by its owner."""
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "geheim")
    arguments, environment = named()
    assert "geheim" not in " ".join(arguments)
    assert environment["PGPASSWORD"] == "geheim"


def test_two_at_once_in_one_folder_are_one(register, tmp_path):
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    assert "Another backup or restore is at work" in run("backup", tmp_path / "a.tar")
    os.close(handle)


def test_what_one_that_was_killed_has_left_goes_with_the_next(register, tmp_path):
    left = tmp_path / ".unfinished-backup-x"
    left.mkdir()
    (left / "backup.tar").touch()
    run("backup", tmp_path / "a.tar")
    assert not left.exists()


def test_a_file_is_removed_only_when_the_backup_has_it(register):
    sha256 = Document.objects.first().sha256
    removing = threading.Thread(target=vault.drop, args=[sha256])
    with vault.all_staying():
        removing.start()
        time.sleep(0.2)
        assert vault.place(sha256).exists()
    removing.join()
    assert not vault.place(sha256).exists()


def test_no_session_is_in_it(register, tmp_path):
    """On SQLite, not even in the space that was freed."""
    canary = "canary" * 5
    Session.objects.create(session_key=canary, session_data=canary * 1_000, expire_date="2099-01-01T00:00Z")
    with opened(backup(tmp_path / "kept"), tmp_path) as (dump, _files):
        read = {"postgresql": ["pg_restore", "--file=-"], "sqlite": ["gunzip", "--stdout"]}[connection.vendor]
        content = subprocess.run([*read, dump], capture_output=True, check=True).stdout
    assert register.reference.encode() in content
    assert canary.encode() not in content
    if connection.vendor == "sqlite":
        freed = int.from_bytes(content[36:40], "big")  # pages, as its header says
        assert freed == 0


# When its moment has come, and it has not yet been dumped, or read by us.
AFTER_ITS_MOMENT = {"postgresql": ("postgresql", "named"), "sqlite": ("making", "content")}


def test_what_is_saved_after_its_moment_is_not_in_it(register, elsewhere, tmp_path, monkeypatch):
    saved = content()
    module, name = AFTER_ITS_MOMENT[connection.vendor]
    inner = getattr(import_module(f"inserm_intl.backups.{module}"), name)

    def save_first():
        saving = threading.Thread(target=enter)
        saving.start()
        saving.join()
        return inner()

    monkeypatch.setattr(f"inserm_intl.backups.{module}.{name}", save_first)
    made = backup(tmp_path / "kept")
    monkeypatch.undo()
    assert content() != saved
    elsewhere()
    assert "The register is restored." in run("restore", made)
    assert content() == saved


def enter():
    make.AgreementFactory()
    connection.close()
