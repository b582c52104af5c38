"""What every test may count on: the database that was asked for, and nothing left from another run."""

import gc
import os
import socket
import sqlite3

import pytest
from django.conf import settings as site
from django.db import connection, connections
from django.db.utils import load_backend

# A page makes and drops a great many small objects: looking for cycles among them took a sixth of all tests' time.
gc.set_threshold(100_000, 50, 50)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(tmp_path_factory, django_db_modify_db_settings_parallel_suffix):
    """Keep SQLite in a file, as on a real site: several connections can then use it at once."""
    if connection.vendor == "sqlite":
        site.DATABASES["default"]["TEST"]["NAME"] = str(tmp_path_factory.mktemp("sqlite") / "db.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _the_database_that_was_asked_for():
    """Fail the run rather than pass on SQLite what was asked of PostgreSQL."""
    asked = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    assert connection.vendor == asked


def pytest_report_header():
    return f"database: {connection.vendor}"


@pytest.fixture(autouse=True)
def _files_of_this_test_only(settings, tmp_path):
    """Uploads, and the journal of what was erased, land in the test's own folder."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.ERASURES = str(tmp_path / "erasures.jsonl")


@pytest.fixture
def another_database(django_db_blocker):
    """Return a function that puts another database in the place of the site's, for this test."""
    own = connections["default"]

    def put(engine: str, name, **parameters):
        described = {**own.settings_dict, "ENGINE": engine, "NAME": str(name), "OPTIONS": {}, **parameters}
        connections["default"] = load_backend(engine).DatabaseWrapper(described, "default")

    with django_db_blocker.unblock():
        yield put
        connections["default"].close()
        connections["default"] = own


@pytest.fixture
def closed_port():
    """A port of this machine at which nobody answers."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.fixture(params=["a server that is gone", "a locked file", "a file that cannot be opened"])
def out_of_reach(request, another_database, closed_port, tmp_path):
    if request.param == "a server that is gone":
        another_database("django.db.backends.postgresql", "nothing", HOST="127.0.0.1", PORT=closed_port)
        yield
    elif request.param == "a locked file":
        file = tmp_path / "locked.sqlite3"
        with sqlite3.connect(file) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            options = {"timeout": 0.01, "init_command": "PRAGMA journal_mode=WAL;", "transaction_mode": "IMMEDIATE"}
            another_database("django.db.backends.sqlite3", file, OPTIONS=options)
            yield
        holder.close()
    else:
        another_database("django.db.backends.sqlite3", tmp_path / "no folder" / "db.sqlite3")
        yield
