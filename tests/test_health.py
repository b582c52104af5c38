"""What watches the site is told whether it can do its work, and in a line each why not; nobody's data is in it."""

import threading
import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from inserm_intl.models import Run
from inserm_intl.readiness import asking
from inserm_intl.readiness.runs import REMINDERS
from tests.factories import DeadlineFactory, UserFactory

REMINDED = "reminders: not sent to the end for 36 hours\n"


@pytest.fixture
def asked(transactional_db):
    """A function that asks, of a register whose reminders have just been sent."""
    Run.objects.ended_well(REMINDERS)

    def ask() -> tuple[int, str]:
        response = Client().get("/health/ready")
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies
        return response.status_code, response.content.decode()

    return ask


def test_a_site_that_can_do_its_work_is_ready(asked):
    assert asked() == (200, "ready\n")


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_it_is_asked_over_http_behind_an_https_address_and_only_read(transactional_db, settings, path):
    settings.SECURE_SSL_REDIRECT = True
    client = Client()
    assert client.get("/robots.txt").status_code == 301
    assert client.get(path).status_code in (200, 503)
    assert client.head(path).content == b""
    assert client.post(path).status_code == 405


def test_a_migration_that_this_code_brings_and_the_database_lacks_is_told(asked):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'inserm_intl' AND name = '0005_runs'")
        try:
            assert asked() == (503, "migrations: 1 not applied\n")
        finally:
            call_command("migrate", "inserm_intl", "0005", fake=True, verbosity=0)
    assert asked() == (200, "ready\n")


def test_a_migration_that_only_newer_code_knows_stops_nobody(asked):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('agreements', '9999_new', %s)", [timezone.now()]
        )
        try:
            assert asked() == (200, "ready\n")
        finally:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_new'")


@pytest.mark.parametrize(("hours", "late"), [(35.9, False), (36.1, True), (-1, False), (-1000, True)])
def test_reminders_are_late_after_thirty_six_hours_whatever_a_wrong_clock_wrote(asked, hours, late):
    Run.objects.update(ended_at=timezone.now() - timedelta(hours=hours))
    assert asked() == ((503, REMINDED) if late else (200, "ready\n"))


def test_reminders_that_never_ran_are_late_but_for_the_first_hours_after_the_migration(asked):
    Run.objects.all().delete()
    assert asked() == (503, REMINDED)


def test_a_run_that_ended_well_counts_also_without_any_deadline_but_no_trial_and_no_failure(asked, capsys):
    Run.objects.all().delete()
    call_command("send_reminders", dry_run=True)
    broken = UserFactory(email="broken\nBcc: all@example.org")
    deadline = DeadlineFactory(officer=broken)
    with pytest.raises(CommandError):
        call_command("send_reminders")
    assert asked() == (503, REMINDED)
    deadline.delete()
    call_command("send_reminders")
    assert asked() == (200, "ready\n")


def test_a_folder_of_documents_that_takes_no_file_is_told(asked, settings, tmp_path):
    (tmp_path / "file").touch()
    settings.MEDIA_ROOT = str(tmp_path / "file" / "media")
    assert asked() == (503, "documents: the folder cannot be written\n")


def test_a_cache_that_does_not_answer_is_told(asked, settings, closed_port):
    redis = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {
        name: {"BACKEND": redis, "LOCATION": f"redis://127.0.0.1:{closed_port}"} for name in settings.CACHES
    }
    assert asked() == (503, "cache: cannot be written\n")


def test_what_hangs_is_waited_for_shortly_and_asked_once(asked, monkeypatch):
    let_go, began = threading.Event(), []

    def documents():
        began.append(time.monotonic())
        let_go.wait(30)
        return []

    monkeypatch.setattr(asking, "ASKED", (documents,))
    monkeypatch.setattr(asking, "WITHIN", 0.2)
    try:
        assert [asked() for _time in range(3)] == [(503, "documents: no answer within 0 seconds\n")] * 3
    finally:
        let_go.set()
    assert len(began) == 1
    asking.open_questions[documents].join(10)
    assert asked() == (200, "ready\n")


def test_a_check_that_breaks_is_a_reason_and_a_line_in_the_log(asked, monkeypatch, caplog):
    def documents():
        raise ValueError("a fault")

    monkeypatch.setattr(asking, "ASKED", (documents,))
    assert asked() == (503, "documents: the check failed\n")
    assert [record.exc_info[0] for record in caplog.records if record.name == asking.__name__] == [ValueError]
