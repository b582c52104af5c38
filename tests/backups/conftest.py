"""A register with documents, and an empty place of the same kind to bring it back in."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from agreements.papers import vault
from inserm_intl.backups.content import content
from tests import factories as make


@pytest.fixture
def empty_database(django_db_blocker, tmp_path):
    """The name of an empty database of the kind that was asked for."""
    if connection.vendor == "sqlite":
        yield str(tmp_path / "elsewhere.sqlite3")
        return
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    with django_db_blocker.unblock(), connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
        yield name
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def elsewhere(another_database, empty_database, settings, tmp_path):
    """Return a function that goes there, for the rest of the test: to another database, with its own documents."""

    def go():
        described = connection.settings_dict
        another_database(described["ENGINE"], empty_database, OPTIONS=described["OPTIONS"])
        settings.MEDIA_ROOT = str(tmp_path / "elsewhere")

    return go


@pytest.fixture
def register(transactional_db):
    """An agreement with a signed text, an annex of the same content, and a page."""
    agreement = make.in_force()
    make.DocumentFactory(agreement=agreement, content=b"signed", size=6)
    make.DocumentFactory(agreement=make.in_force(), content=b"signed", size=6)
    make.DocumentFactory(agreement=agreement, content=b"annexed", size=7)
    return agreement


def run(command, *arguments, **options) -> str:
    """All that a command says, to its end; what stops it is said last."""
    said = io.StringIO()
    try:
        call_command(command, *map(str, arguments), stdout=said, stderr=said, **options)
    except CommandError as error:
        said.write(str(error))
    return said.getvalue()


def backup(folder: Path, *arguments) -> Path:
    """Make one, and return where it stands."""
    before = set(folder.glob("*"))
    said = run("backup", f"{folder}/", *arguments)
    (made,) = set(folder.glob("*")) - before
    assert f"{made}: " in said
    return made


def state():
    """What the register holds, documents included."""
    return content(), {path.name: path.read_bytes() for path in vault.files()}
