"""Two runs at once, on real connections: nothing is sent twice, nothing is derived twice."""

from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from threading import Barrier

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection

from agreements.models import Agreement, Deadline, Reminder
from tests.factories import DeadlineFactory, UserFactory, day, in_force

pytestmark = pytest.mark.django_db(transaction=True)
RUNS = 4


def at_once(work):
    start = Barrier(RUNS)

    def run(_number):
        try:
            connection.ensure_connection()
            start.wait(timeout=30)
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(RUNS) as threads:
        list(threads.map(run, range(RUNS)))


def test_runs_at_once_send_each_officer_one_mail_of_each_milestone():
    officers = [UserFactory() for _ in range(5)]
    for officer in officers:
        for due_on in ("2010-03-31", "2012-02-29", "2015-12-31"):
            DeadlineFactory(officer=officer, due_on=day(due_on))
    at_once(lambda: call_command("send_reminders", stdout=StringIO(), stderr=StringIO()))
    assert sorted(message.to[0] for message in mail.outbox) == sorted(officer.email for officer in officers)
    assert all(message.subject.startswith("3 ") for message in mail.outbox)
    assert Reminder.objects.exclude(sent_at=None).count() == 15


def test_runs_at_once_derive_each_deadline_once():
    for _ in range(3):
        in_force(ends_on=day("2190-12-31"))
    Deadline.objects.all().delete()
    at_once(lambda: Agreement.objects.all().rebuild_periods())
    assert Deadline.objects.count() == 3
