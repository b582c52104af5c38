"""The settings come from the environment, and nothing insecure is a default."""

import importlib.util
import os
import re
import subprocess
import sys
import warnings

import pytest
from django.conf import settings
from django.db import connection

from inserm_intl.settings import trusted_proxies

SITE = {"DJANGO_SECRET_KEY": "x" * 50, "DJANGO_ALLOWED_HOSTS": "intl.example.org", "DATABASE_URL": ""}


ENGINE = "from django.conf import settings; print(settings.DATABASES['default']['ENGINE'])"


def started(asked: str = ENGINE, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start a Python that knows these variables only, read the settings, print the database's engine."""
    return subprocess.run(
        [sys.executable, "-c", asked],
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "inserm_intl.settings", **environment},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("name", ["DJANGO_SECRET_KEY", "DJANGO_ALLOWED_HOSTS"])
@pytest.mark.parametrize("empty", [True, False])
def test_outside_debug_a_missing_secret_or_host_stops_with_a_sentence(name, empty):
    site = {key: value for key, value in SITE.items() if key != name} | ({name: ""} if empty else {})
    result = started(**site)
    assert result.returncode != 0
    assert f"{name} is not set. Outside debug it is required" in result.stderr


def test_secrets_that_the_site_had_before_are_told_by_commas():
    asked = "from django.conf import settings; print(settings.SECRET_KEY_FALLBACKS)"
    for said, found in (("", "[]"), ("a,b", "['a', 'b']")):
        result = started(asked, **SITE, DJANGO_SECRET_KEY_FALLBACKS=said)
        assert result.stdout.strip() == found, result.stderr


def test_debug_needs_neither():
    assert started(DJANGO_DEBUG="1").returncode == 0


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        (None, "django.db.backends.sqlite3"),
        ("", "django.db.backends.sqlite3"),
        ("postgres://someone@/register", "django.db.backends.postgresql"),
    ],
)
def test_no_database_url_means_sqlite_and_an_empty_one_means_none(url, engine):
    site = SITE | {"DATABASE_URL": url} if url is not None else {k: v for k, v in SITE.items() if k != "DATABASE_URL"}
    assert started(**site).stdout.strip() == engine


@pytest.mark.parametrize(
    ("said", "number"),
    [("", 0), ("0", 0), ("false", 0), ("off", 0), ("1", 1), ("true", 1), ("True", 1), ("on", 1), ("2", 2)],
)
def test_proxies_in_front_are_counted_and_true_is_one(monkeypatch, said, number):
    monkeypatch.setenv("TRUSTED_PROXIES", said)
    assert trusted_proxies() == number


@pytest.mark.parametrize("said", ["-1", "10.0.0.1", "many", "1.5"])
def test_anything_else_said_of_proxies_stops_with_a_sentence(said):
    assert "TRUSTED_PROXIES is the number of proxies" in started(**SITE, TRUSTED_PROXIES=said).stderr


def test_the_tests_run_outside_debug():
    assert settings.DEBUG is False


def test_the_postgresql_driver_is_psycopg2_and_no_other_can_take_its_place():
    from django.db.backends.postgresql.psycopg_any import is_psycopg3

    assert importlib.util.find_spec("psycopg") is None
    assert is_psycopg3 is False


@pytest.mark.django_db
def test_the_database_answers_and_is_a_database_of_the_tests():
    question = {"sqlite": "select sqlite_version()", "postgresql": "select version()"}[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(question)
        assert cursor.fetchone()[0]
    assert "test" in connection.settings_dict["NAME"]


def test_a_warning_is_an_error():
    with pytest.raises(UserWarning):
        warnings.warn("anything", stacklevel=1)


def test_make_run_loads_every_fixture():
    (line,) = re.findall(r"^FIXTURES = (.*)$", (settings.BASE_DIR / "Makefile").read_text(), re.MULTILINE)
    assert sorted([*line.split(), "demo"]) == sorted(path.stem for path in settings.BASE_DIR.glob("fixtures/*.json"))


def test_a_command_without_its_settings_says_which_in_one_line():
    result = subprocess.run(
        [sys.executable, "manage.py", "retention"],
        env={"PATH": os.environ["PATH"]},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("manage.py: DJANGO_SECRET_KEY is not set.")
