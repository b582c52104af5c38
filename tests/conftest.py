"""What every test may count on: the database that was asked for, and nothing left from another run."""

import os

import pytest
from django.conf import settings as site
from django.db import connection


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
    """Uploads land in the test's own folder."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
