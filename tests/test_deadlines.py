"""Deadlines are kept what the register says: they move, go, or stay with their trace; what is done stays done."""

import pytest
from django.contrib.auth.models import AnonymousUser

from agreements.models import Agreement, Call, Deadline, Instrument
from agreements.models.watch import watch_all, watch_calls
from tests.admin_forms import address, change, sent, staff
from tests.browser.visits import load
from tests.factories import (
    AgreementFactory,
    AmendmentFactory,
    CallFactory,
    DeadlineFactory,
    InstrumentFactory,
    PartyFactory,
    ReminderFactory,
    StageFactory,
    UserFactory,
    day,
    in_force,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-06-30T12:00:00+00:00")


def stored():
    return [f"{row.kind} {row.due_on}" for row in Deadline.objects.open()]


def test_an_agreement_that_is_entered_has_its_deadlines_at_once():
    in_force(ends_on=day("2027-12-31"), instrument=InstrumentFactory(code="gdri", reporting_months=12))
    assert stored() == ["report 2027-01-09", "expiry 2027-12-31"]
    # Signed on 10 January 2015: its eleventh report was due before anybody watched.


def test_an_end_known_to_the_month_is_due_to_the_month():
    in_force(ends_on=day("2027-12-31"), ends_on_precision="month")
    assert Deadline.objects.get().due_shown == "décembre 2027"


def test_an_amendment_moves_the_end_once_it_is_signed_and_the_officer_stays():
    agreement, officer = in_force(ends_on=day("2026-12-31")), UserFactory()
    Deadline.objects.update(officer=officer, snoozed_until=day("2026-09-01"))
    amendment = AmendmentFactory(agreement=agreement, kind="extension", new_end=day("2030-12-31"), signed_on=None)
    assert stored() == ["expiry 2026-12-31"]
    amendment.signed_on = day("2026-06-29")
    amendment.save()
    agreement.rebuild_periods()
    moved = Deadline.objects.get()
    assert (str(moved.due_on), moved.officer, moved.snoozed_until, moved.version) == ("2030-12-31", officer, None, 2)


def test_what_nobody_was_told_of_goes_with_its_object_and_the_rest_is_kept_as_a_trace():
    untold, told = in_force(ends_on=day("2026-12-31")), in_force(ends_on=day("2026-12-31"))
    ReminderFactory(deadline=told.deadlines.get(), milestone="6m", falls_on=day("2026-06-30"))
    for agreement in (untold, told):
        Agreement.objects.filter(pk=agreement.pk).update(ends_on=None, open_ended=True)
        agreement.rebuild_periods()
    assert not untold.deadlines.exists()
    assert told.deadlines.get().lapsed_on == day("2026-06-30")
    Agreement.objects.filter(pk=told.pk).update(ends_on=day("2026-12-31"), open_ended=False)
    told.rebuild_periods()
    assert (told.deadlines.get().lapsed_on, stored()) == (None, ["expiry 2026-12-31"])


def test_an_end_that_comes_back_takes_its_deadline_up_again_and_closes_the_other():
    agreement = in_force(ends_on=day("2026-12-31"))
    for ends_on in (None, day("2030-12-31"), day("2026-12-31")):
        for deadline in agreement.deadlines.open():
            ReminderFactory(deadline=deadline)
        Agreement.objects.update(ends_on=ends_on, open_ended=ends_on is None)
        agreement.rebuild_periods()
    told = [(str(row.due_on), row.is_open) for row in agreement.deadlines.all()]
    assert told == [("2026-12-31", True), ("2030-12-31", False)]


def test_what_is_done_stays_done_and_another_end_is_another_deadline():
    agreement = in_force(ends_on=day("2026-12-31"))
    Deadline.objects.update(done_on=day("2026-06-01"), done_how="avenant en préparation")
    agreement.rebuild_periods()
    assert stored() == []
    AmendmentFactory(agreement=agreement, kind="extension", new_end=day("2030-12-31"), signed_on=day("2026-06-29"))
    assert stored() == ["expiry 2030-12-31"]
    assert agreement.deadlines.count() == 2


def test_a_report_that_came_stays_so_although_the_beginning_is_corrected():
    gdri = InstrumentFactory(code="gdri", reporting_months=12)
    agreement = in_force(instrument=gdri, effective_on=day("2020-07-01"))
    report = Deadline.objects.get(due_on=day("2026-06-30"))
    Deadline.objects.filter(pk=report.pk).update(done_on=day("2026-06-15"))
    Agreement.objects.update(effective_on=day("2020-07-15"))
    agreement.rebuild_periods()
    assert stored() == []
    report.refresh_from_db()
    assert (report.due_on, report.done_on) == (day("2026-06-30"), day("2026-06-15"))


def test_what_ended_long_ago_is_history_and_what_was_watched_stays_until_somebody_acts(time_machine):
    in_force(ends_on=day("2026-03-29"))
    assert stored() == []
    agreement = in_force(ends_on=day("2026-07-31"))
    time_machine.move_to("2027-06-30T12:00:00+00:00")
    watch_all()
    assert stored() == ["expiry 2026-07-31"]
    in_force(signed="2027-06-01", predecessor=agreement)
    watch_all()
    assert stored() == []


def test_the_days_that_pass_bring_the_next_report_with_the_night(time_machine):
    in_force(instrument=InstrumentFactory(code="gdri", reporting_months=12), signed="2025-07-01")
    assert stored() == ["report 2026-06-30"]
    time_machine.move_to("2026-07-01T00:30:00+02:00")
    watch_all()
    assert stored() == ["report 2026-06-30", "report 2027-06-30"]
    time_machine.move_to("2026-06-30T22:30:00+00:00")  # the same minute, on a server in London
    watch_all()
    assert stored() == ["report 2026-06-30", "report 2027-06-30"]


def test_a_pending_signature_is_a_deadline_until_all_have_signed():
    agreement = AgreementFactory(published=False)
    StageFactory(agreement=agreement, kind="awaiting-signature", since=day("2025-01-10"))
    party = PartyFactory(agreement=agreement)
    assert stored() == ["signature 2025-02-10"]
    party.signed_on = day("2026-06-29")
    party.save()
    agreement.rebuild_periods()
    assert "signature" not in " ".join(stored())


def test_a_type_s_rhythm_of_reports_is_that_of_its_agreements(admin_client):
    in_force(signed="2026-01-01")
    change(admin_client, Instrument.objects.get(), reporting_months=12)
    assert stored() == ["report 2026-12-31"]


def test_a_call_closes_on_its_day_in_paris_and_takes_its_deadline_with_it(admin_client):
    # Half past midnight in Paris on 1 July.
    call = CallFactory(opens_on=day("2026-06-01"), closes_at="2026-06-30T22:30:00+00:00")
    watch_calls(Call.objects.all())
    assert stored() == ["call-closing 2026-07-01"]
    form = sent(admin_client.get(address(Call, "change", call.pk)), closes_at_0="15/07/2026", closes_at_1="16:00:00")
    admin_client.post(address(Call, "change", call.pk), form)
    assert stored() == ["call-closing 2026-07-15"]
    watch_calls(Call.objects.all())
    assert stored() == ["call-closing 2026-07-15"]


def test_watching_again_writes_nothing():
    in_force(ends_on=day("2026-12-31"), instrument=InstrumentFactory(reporting_months=12))
    before = list(Deadline.objects.order_by("pk").values())
    watch_all()
    assert list(Deadline.objects.order_by("pk").values()) == before
    assert before


def test_fixtures_bring_the_deadlines_of_their_agreements_and_calls():
    load()
    before = sorted(stored())
    assert {line.split()[0] for line in before} == {"report", "notice", "expiry", "call-closing", "signature"}
    watch_all()
    assert sorted(stored()) == before


# In the words of the trade


def test_a_deadline_is_of_whoever_it_was_handed_to_else_of_the_officer_of_its_agreement():
    claire, ousmane = UserFactory(), UserFactory()
    agreement = in_force(ends_on=day("2026-12-31"), officer=claire)
    derived, nobody_s = agreement.deadlines.get(), DeadlineFactory()
    call = CallFactory(programme__agreement=agreement, closes_at="2026-09-01T12:00:00+00:00")
    watch_calls(Call.objects.all())
    assert set(Deadline.objects.of(claire)) == {derived, call.deadlines.get()}
    derived.officer = ousmane
    derived.save()
    assert set(Deadline.objects.of(claire)) == {call.deadlines.get()}
    assert set(Deadline.objects.of(ousmane)) == {derived}
    assert set(Deadline.objects.of_nobody()) == {nobody_s}
    told = Deadline.objects.told().get(pk=call.deadlines.get().pk)
    assert told.responsible == claire


def test_open_due_by_overdue_and_awake_include_their_last_day():
    past, today, put_off, done = (
        DeadlineFactory(due_on=day("2026-06-29")),
        DeadlineFactory(due_on=day("2026-06-30")),
        DeadlineFactory(due_on=day("2026-07-01"), snoozed_until=day("2026-07-01")),
        DeadlineFactory(due_on=day("2026-06-01"), done_on=day("2026-06-02")),
    )
    assert done not in Deadline.objects.open()
    assert list(Deadline.objects.open().due_by(day("2026-06-30"))) == [past, today]
    assert list(Deadline.objects.overdue()) == [past]
    assert put_off not in Deadline.objects.awake()
    assert put_off in Deadline.objects.awake(day("2026-07-01"))


def test_deadlines_of_restricted_agreements_are_for_those_who_may_see_these():
    in_force(ends_on=day("2026-12-31"), published=False, confidentiality="restricted")
    plain = DeadlineFactory()
    assert list(Deadline.objects.seen_by(staff("reader", "agreements.view_deadline"))) == [plain]
    assert list(Deadline.objects.seen_by(AnonymousUser())) == [plain]
    assert Deadline.objects.seen_by(UserFactory()).count() == 2
    assert not Deadline.objects.public().exists()
