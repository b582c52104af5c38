"""Reminders: one digest for each officer, each milestone once, whatever days were missed and whatever fails."""

import socket

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

from agreements.models import Deadline, Reminder
from tests.admin_forms import staff
from tests.factories import (
    CallFactory,
    DeadlineFactory,
    PreferencesFactory,
    UserFactory,
    day,
    in_force,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def claire():
    return UserFactory(username="claire", first_name="Claire", email="claire@example.org")


@pytest.fixture
def on(time_machine):
    """Return a function: the addresses and texts of what is sent on that day, in the morning in Paris."""

    def sent(date, hour="05:00:00+00:00"):
        time_machine.move_to(f"{date}T{hour}")
        before = len(mail.outbox)
        call_command("send_reminders", verbosity=0)
        return mail.outbox[before:]

    return sent


def told(mails):
    return [(message.to[0], message.subject.replace("\xa0", " ")) for message in mails]


def ledger():
    rows = Reminder.objects.order_by("falls_on", "pk")
    return [f"{row.milestone} {'overtaken' if row.overtaken else row.sent_at and 'sent'}" for row in rows]


def test_the_end_of_an_agreement_is_announced_at_twelve_six_three_and_one_months(on, claire):
    on("2026-01-01")
    in_force(ends_on=day("2027-12-31"), officer=claire)
    days = ["2026-12-30", "2026-12-31", "2027-01-01", "2027-06-29", "2027-06-30", "2027-09-30", "2027-11-30"]
    assert [len(on(date)) for date in days] == [0, 1, 0, 0, 1, 1, 1]
    assert on("2027-12-31") == on("2028-01-01") == []
    assert ledger() == ["12m sent", "6m sent", "3m sent", "1m sent"]


def test_a_day_that_was_missed_is_caught_up_once(on, claire):
    in_force(ends_on=day("2027-12-31"), officer=claire)
    assert [len(on(date)) for date in ("2026-12-30", "2027-01-04", "2027-01-05")] == [0, 1, 0]


def test_after_a_gap_the_most_pressing_milestone_alone_is_sent(on, claire):
    in_force(ends_on=day("2027-12-31"), officer=claire)
    assert [len(on(date)) for date in ("2026-12-30", "2027-10-05", "2027-10-06")] == [0, 1, 0]
    assert ledger() == ["12m overtaken", "6m overtaken", "3m sent"]


def test_an_end_that_an_amendment_moved_is_announced_anew(on, claire):
    agreement = in_force(ends_on=day("2027-12-31"), officer=claire)
    assert len(on("2027-12-01")) == 1
    agreement.ends_on = day("2031-12-31")
    agreement.save()
    agreement.rebuild_periods()
    assert [len(on(date)) for date in ("2027-12-02", "2030-12-31", "2031-06-30")] == [0, 1, 1]


def test_a_first_run_on_an_old_register_is_one_mail_the_most_urgent_first(on, claire):
    for number in range(60):
        DeadlineFactory(officer=claire, what=f"Promesse {number}", due_on=day(f"20{10 + number % 16}-03-31"))
    in_force(ends_on=day("2026-12-31"), officer=claire)
    (digest,) = on("2026-06-30")
    assert told([digest]) == [("claire@example.org", "61 échéances, la première : 31 mars 2010")]
    headings = [line for line in digest.body.splitlines() if line.isupper()]
    assert headings == ["EN RETARD", "PLUS TARD"]
    assert digest.body.index("31 mars 2010") < digest.body.index("31 mars 2025") < digest.body.index("Arrivée à terme")
    assert digest.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert on("2026-07-01") == []


def test_a_digest_says_what_when_and_where(on, claire, settings):
    settings.SITE_URL = "https://intl.example.org"
    deadline = DeadlineFactory(officer=claire, what="Envoyer un projet à l’AMED", due_on=day("2027-02-28"))
    Deadline.objects.update(due_on_precision="month")
    (digest,) = on("2027-01-28")
    assert told([digest]) == [("claire@example.org", "1 échéance : février 2027")]
    assert digest.from_email == settings.DEFAULT_FROM_EMAIL
    assert "- février 2027 (dans 31 jours)\n  Envoyer un projet à l’AMED\n" in digest.body
    assert f"https://intl.example.org/admin/agreements/deadline/{deadline.pk}/change/" in digest.body


def test_each_officer_is_written_to_in_their_own_language(on):
    for language in ("fr", "en", "es"):
        user = PreferencesFactory(language=language, user__email=f"{language}@example.org").user
        in_force(ends_on=day("2026-12-31"), officer=user, title_fr="Titre", title_en="Title", title_es="Título")
    found = {message.to[0][:2]: message.body for message in on("2026-06-30")}
    assert {language: body.count(said) for (language, body), said in zip(
        sorted(found.items()), ("31 December 2026", "31 de diciembre de 2026", "31 décembre 2026"), strict=True
    )} == {"en": 1, "es": 1, "fr": 1}  # fmt: skip
    assert "Expiry" in found["en"]
    assert "Title" in found["en"]
    assert "Vencimiento" in found["es"]
    assert "Arrivée à terme" in found["fr"]


def test_the_day_is_that_of_paris(on, claire):
    DeadlineFactory(officer=claire, due_on=day("2026-07-08"))
    # The month before is past. Seven days before is the 1st: 30 June in London, half an hour into July in Paris.
    assert len(on("2026-06-30", "12:00:00+00:00")) == 1
    assert len(on("2026-06-30", "22:30:00+00:00")) == 1
    assert on("2026-07-01") == []


def test_what_is_put_off_is_silent_until_its_day_and_said_again_then(on, claire):
    DeadlineFactory(officer=claire, due_on=day("2026-07-10"))
    assert len(on("2026-06-30")) == 1
    Deadline.objects.update(snoozed_until=day("2026-07-20"))
    assert [len(on(date)) for date in ("2026-07-03", "2026-07-10", "2026-07-19", "2026-07-20", "2026-07-21")] == [
        *(0, 0, 0, 1, 0)
    ]
    assert ledger() == ["1m sent", "7d overtaken", "0d overtaken", "snoozed sent"]


def test_what_is_acknowledged_waits_for_its_next_milestone(on, claire):
    deadline = DeadlineFactory(officer=claire, due_on=day("2026-07-10"))
    on("2026-05-01")
    assert not Reminder.objects.acknowledge(deadline, claire)
    in_june = day("2026-06-12")
    Reminder.objects.create(deadline=deadline, milestone="1m", falls_on=day("2026-06-10"), acknowledged_on=in_june)
    assert [len(on(date)) for date in ("2026-06-12", "2026-07-02", "2026-07-03", "2026-07-10")] == [0, 0, 1, 1]


def test_acknowledging_answers_for_all_that_has_come(on, claire, time_machine):
    deadline = DeadlineFactory(officer=claire, due_on=day("2026-07-10"))
    time_machine.move_to("2026-07-05T12:00:00+00:00")
    assert Reminder.objects.acknowledge(deadline, claire)
    assert not Reminder.objects.acknowledge(Deadline.objects.get(), claire)
    assert [len(on(date)) for date in ("2026-07-06", "2026-07-10")] == [0, 1]
    assert Reminder.objects.get(milestone="7d").acknowledged_by == claire


def test_what_is_done_or_has_no_object_is_not_announced(on, claire):
    DeadlineFactory(officer=claire, done_on=day("2026-03-01"))
    DeadlineFactory(officer=claire, lapsed_on=day("2026-03-01"))
    assert on("2026-04-01") == []


# Who cannot be told


def test_what_is_nobody_s_or_of_somebody_out_of_reach_goes_to_the_office(on, capsys, settings):
    left = UserFactory(username="left", is_active=False)
    no_address = UserFactory(username="no-address", email="")
    no_right = UserFactory(username="no-right", is_superuser=False)
    no_staff = UserFactory(username="no-staff", is_staff=False)
    for officer in (None, left, no_address, no_right, no_staff):
        DeadlineFactory(officer=officer)
    CallFactory(closes_at="2026-04-15T12:00:00+00:00")
    (digest,) = on("2026-04-01")
    assert told([digest]) == [(settings.DEFAULT_FROM_EMAIL, "6 échéances, la première : 31 mars 2026")]
    for name in ("left", "no-address", "no-right", "no-staff"):
        assert f"[{name}]" in digest.body
    report = capsys.readouterr().err.splitlines()
    assert len(report) == 4
    assert f"account {left.pk} cannot be told of 1 deadlines: no access, right or address." in report


def test_what_is_restricted_goes_to_those_who_may_see_it_and_to_nobody_else(on, capsys):
    plain = staff("plain", "agreements.view_deadline")
    trusted = staff("trusted", "agreements.view_deadline", "agreements.see_restricted")
    for user in (plain, trusted):
        user.email = f"{user.username}@example.org"
        user.save()
    secret = {"published": False, "confidentiality": "restricted", "ends_on": day("2026-12-31")}
    for officer in (plain, trusted, None):
        in_force(title_fr="Canari", officer=officer, **secret)
    (digest,) = on("2026-06-30")
    assert digest.to == ["trusted@example.org"]
    assert digest.body.count("Canari") == 1
    report = capsys.readouterr()
    assert "2 deadlines of restricted agreements have nobody who could be told." in report.err
    assert "Canari" not in report.err + report.out
    assert "LIA-" not in report.err + report.out
    assert Reminder.objects.exclude(overtaken=True).get().sent_to == trusted


# What goes wrong


def test_a_mail_that_fails_leaves_its_reminders_unsent_and_stops_nobody_else_s(on, claire, capsys):
    """An address with a line break in it is refused by the mail itself, whatever the server."""
    broken = UserFactory(username="broken", email="broken\nBcc: all@example.org")
    DeadlineFactory(officer=broken)
    DeadlineFactory(officer=claire)
    with pytest.raises(CommandError, match="1 mails were not sent"):
        on("2026-04-01")
    assert told(mail.outbox) == [("claire@example.org", "1 échéance : 31 mars 2026")]
    assert Reminder.objects.get(milestone="0d", sent_at=None).deadline.officer == broken
    assert capsys.readouterr().err.startswith(f"account {broken.pk}: django.core.mail.message.BadHeaderError")
    broken.email = "mended@example.org"
    broken.save()
    assert told(on("2026-04-02")) == [("mended@example.org", "1 échéance : 31 mars 2026")]


def test_a_server_that_does_not_answer_leaves_all_unsent_until_it_does(on, claire, settings):
    DeadlineFactory(officer=claire)
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port()
    with pytest.raises(CommandError, match=f"account {claire.pk}: ConnectionRefusedError ECONNREFUSED"):
        on("2026-04-01")
    assert set(Reminder.objects.values_list("sent_at", "claimed_at")) == {(None, None)}
    settings.EMAIL_BACKEND = backend
    assert len(on("2026-04-01")) == 1


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_who_claimed_and_died_is_followed_after_an_hour(on, claire, time_machine):
    """The mail may have left before the end: it is sent a second time rather than not at all."""
    DeadlineFactory(officer=claire)
    time_machine.move_to("2026-04-01T05:00:00+00:00")
    assert len(Reminder.objects.claim(Deadline.objects.told(), day("2026-04-01"))) == 1
    assert on("2026-04-01", "05:59:00+00:00") == []
    assert len(on("2026-04-01", "06:01:00+00:00")) == 1


def test_a_dry_run_shows_the_mails_and_leaves_no_trace(claire, capsys, time_machine):
    time_machine.move_to("2026-04-01T05:00:00+00:00")
    DeadlineFactory(officer=claire, what="Rappeler l’AMED")
    in_force(ends_on=day("2026-12-31"), officer=claire).deadlines.all().delete()
    call_command("send_reminders", "--dry-run")
    shown = capsys.readouterr().out
    assert "To: claire@example.org" in shown
    assert "Rappeler l’AMED" in shown
    assert "Arrivée à terme" in shown
    assert mail.outbox == []
    assert (Reminder.objects.count(), Deadline.objects.count()) == (0, 1)
