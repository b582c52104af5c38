"""The mail server refuses, hangs, or the run is killed, in the middle of the morning's mails: each leaves once."""

import os
import signal
from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from agreements.models import Reminder
from inserm_intl.models import Run
from tests.factories import DeadlineFactory, UserFactory
from tests.faults.mail_server import MailServer
from tests.sites import command

pytestmark = pytest.mark.django_db(transaction=True)
OFFICERS = 5


@pytest.fixture(autouse=True)
def _deadlines():
    for _number in range(OFFICERS):
        DeadlineFactory(officer=UserFactory())


def remind(server) -> int:
    run = command("send_reminders", EMAIL_URL=server.url, EMAIL_TIMEOUT="3")
    run.communicate()
    return run.returncode


def everybody_was_told_once(*servers) -> bool:
    told = [to for server in servers for to in server.taken]
    return len(told) == len(set(told)) == OFFICERS


@pytest.mark.parametrize("refuses", [True, False], ids=["refuses", "hangs"])
def test_a_server_that_stops_taking_mails_leaves_the_others_for_the_next_run(refuses):
    Run.objects.all().delete()
    with MailServer(takes=2, refuses=refuses) as server, MailServer(takes=99, refuses=True) as mended:
        assert remind(server) != 0
        assert len(server.taken) == 2
        assert not Run.objects.exists()
        assert remind(mended) == 0
        assert remind(mended) == 0
        assert everybody_was_told_once(server, mended)
    assert Run.objects.exists()


def test_a_run_that_is_killed_while_a_mail_leaves_is_followed_by_the_next_within_the_hour():
    """That mail may have left: it alone waits until whoever claimed it must be dead."""
    with MailServer(takes=2, refuses=False) as server, MailServer(takes=99, refuses=True) as mended:
        run = command("send_reminders", EMAIL_URL=server.url)
        assert server.asked.wait(60)
        os.kill(run.pid, signal.SIGKILL)
        run.communicate()
        assert remind(mended) == 0
        assert len(mended.taken) == OFFICERS - 2 - 1
        claimed = Reminder.objects.filter(sent_at=None, overtaken=False)
        assert claimed.update(claimed_at=F("claimed_at") - timedelta(minutes=61)) == 1
        assert remind(mended) == 0
        assert everybody_was_told_once(server, mended)


def test_a_clock_that_goes_back_an_hour_sends_nothing_twice_and_loses_nothing(time_machine):
    now = timezone.now()
    with MailServer(takes=99, refuses=True) as server:
        assert remind(server) == 0
        for rows in (Reminder.objects.all(), Run.objects.all()):
            field = "sent_at" if rows.model is Reminder else "ended_at"
            rows.update(**{field: now + timedelta(hours=1)})
        assert remind(server) == 0
        assert everybody_was_told_once(server)
        later = DeadlineFactory(officer=UserFactory())
        assert remind(server) == 0
    assert len(server.taken) == OFFICERS + 1
    assert later.reminders.exclude(sent_at=None).exists()
