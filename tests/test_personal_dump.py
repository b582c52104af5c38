"""After a person is erased, nothing that is kept says who they were: no dump, no file, no bytes left over."""

import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection

from agreements.models import Document
from agreements.personal.holdings import held
from agreements.personal.person import Person
from inserm_intl.undone import undone
from tests import person_everywhere as person
from tests.postgresql import binaries
from tests.readings import holds

pytestmark = pytest.mark.django_db(transaction=True)


def dumped() -> dict[str, bytes]:
    """All that is on the disk: of SQLite the very bytes of its files, of PostgreSQL what `pg_dump` writes.

    Another process reads them: a process that closes a file loses what SQLite has locked of it.
    """
    where = connection.settings_dict
    named = where["NAME"]
    if connection.vendor == "sqlite":
        return {path.name: printed("cat", path) for path in Path(named).parent.glob(f"{Path(named).name}*")}
    dump = binaries() / "pg_dump"
    return {"pg_dump": printed(dump, "--inserts", "-h", where["HOST"], "-U", where["USER"], named)}


def printed(*command: str | Path) -> bytes:
    return subprocess.run(command, check=True, capture_output=True, env=os.environ).stdout


def kept() -> dict[str, bytes]:
    files = [path for path in Path(settings.MEDIA_ROOT).parent.rglob("*") if path.is_file()]
    return {**dumped(), **{str(path): path.read_bytes() for path in files}}


def saying() -> list[tuple[str, str]]:
    """Where each of the person's words can still be read."""
    return [(word, name) for name, data in kept().items() for word in person.WORDS if holds(data, word)]


def erase(user):
    documents = [document.pk for document in held(Person(person.NAME)).documents]
    call_command(
        "personal_data",
        find=person.NAME,
        erase=True,
        yes=True,
        by="delegate",
        documents=documents,
        accounts=[user.username],
    )


def test_nothing_is_left_of_a_person_in_a_dump_or_in_a_file(capsys):
    User.objects.create_user("delegate")
    user = person.plant()
    before = saying()
    assert {word for word, _name in before} == set(person.WORDS)
    assert len([name for word, name in before if "documents" in name and word == "quorlav"]) == 2
    erase(user)
    assert saying() == []
    assert not Document.objects.exists()
    capsys.readouterr()


def test_a_database_from_before_loses_the_person_again_at_the_next_retention(capsys):
    """What was done and then rolled back is what a restore finds: rows and files from before, a line in the journal."""
    User.objects.create_user("delegate")
    user = person.plant()
    with undone():
        erase(user)
    capsys.readouterr()
    call_command("retention", dry_run=True)
    told = capsys.readouterr().out
    assert {word for word, _name in saying()} == set(person.WORDS)
    call_command("retention")
    assert capsys.readouterr().out == told
    assert "erased again" in told
    assert saying() == []
    call_command("retention")
    assert capsys.readouterr().out == ""
