"""Keeping the derived deadlines what the register says: whatever writes facts asks for it in its transaction,
and `send_reminders` asks every night for all, because days pass, successors get signed and reports come due.
"""

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Prefetch, Q, prefetch_related_objects
from django.utils import timezone

from agreements.deadlines.due import Due, Kind, Watched, deadlines
from agreements.life import RUNNING, State
from inserm_intl.days import add_months, today

from .deadline import Deadline
from .derivation import facts
from .period import AgreementPeriod
from .reminder import Reminder

# What was due longer ago, and was not watched then, is history.
MONTHS_BACK = 3
WATCHED_STATES = (*RUNNING, State.UPCOMING, State.UNDER_DISCUSSION)
KEPT = ["due_on", "due_on_precision", "snoozed_until", "lapsed_on", "version"]


def watch_all() -> None:
    """Of all agreements and calls, those with something to come, something lately past or something still open."""
    agreements, calls = (Deadline._meta.get_field(name).related_model.objects for name in ("agreement", "call"))
    lately = AgreementPeriod.objects.filter(Q(until=None) | Q(until__gte=earliest()), state__in=WATCHED_STATES)
    still_open = Deadline.objects.derived().open()
    of_agreement = [Exists(rows.filter(agreement=OuterRef("pk"))) for rows in (lately, still_open)]
    agreements.filter(of_agreement[0] | of_agreement[1]).rebuild_periods()
    watch_calls(calls.filter(Q(closes_at__date__gte=earliest()) | Exists(still_open.filter(call=OuterRef("pk")))))


@transaction.atomic
def watch_calls(calls) -> None:
    """Bring the deadlines of these calls up to date."""
    keep(list(calls.order_by("pk").select_for_update(of=("self",))), closing)


def watch(agreements) -> None:
    """Bring those of agreements up to date: locked, and just derived by `rebuild_periods()`, the only one to ask."""
    keep(agreements, expected)


def earliest():
    return add_months(today(), -MONTHS_BACK)


def expected(agreement, first) -> list[Due]:
    successor = getattr(agreement, "renewed_by", None)
    watched = Watched(
        facts=facts(agreement),
        life=tuple(agreement.lived),
        last_day=agreement.last_day,
        last_day_precision=agreement.last_day_precision,
        reporting_months=agreement.instrument.reporting_months,
        renewed=bool(successor and successor.first_day),
    )
    return deadlines(watched, first, today())


def closing(call, first) -> list[Due]:
    """The day, in Paris, of the minute at which a call closes."""
    day = timezone.localdate(call.closes_at)
    return [Due(Kind.CLOSING, day)] if day >= first else []


def keep(records, expect) -> None:
    """Compare what is stored of each record with what is expected of it, and store the difference."""
    reminded = Exists(Reminder.objects.filter(deadline=OuterRef("pk")))
    derived = Deadline.objects.derived().annotate(reminded=reminded).select_for_update(of=("self",)).order_by("pk")
    added, moved, lapsed, gone = [], [], [], []
    prefetch_related_objects(records, Prefetch("deadlines", derived, to_attr="derived"))
    for record in records:
        stored = list(record.derived)
        for due in expect(record, min([earliest(), *(row.due_on for row in stored if row.is_open)])):
            if row := counterpart(stored, due):
                stored.remove(row)
                moved += [row] if follow(row, due) else []
            else:
                added.append(made(record, due))
        for row in stored:
            if row.is_open:
                (lapsed if lapse(row) else gone).append(row)
    Deadline.objects.filter(pk__in=[row.pk for row in gone]).delete()
    # What lapses makes room for what opens again in its place.
    Deadline.objects.bulk_update(lapsed, KEPT, batch_size=500)
    Deadline.objects.bulk_update(moved, KEPT, batch_size=500)
    Deadline.objects.bulk_create(added)


def counterpart(stored, due):
    """The same deadline, perhaps on another day; of those that come one at a time, a closed one only on its own."""
    same = [
        row
        for row in stored
        if (row.kind, row.number) == (due.kind, due.number) and (row.is_open or due.number or row.due_on == due.on)
    ]
    return min(same, key=lambda row: (row.due_on != due.on, not row.is_open), default=None)


def made(record, due) -> Deadline:
    about = {"call": record} if due.kind == Kind.CLOSING else {"agreement": record}
    return Deadline(kind=due.kind, number=due.number, due_on=due.on, due_on_precision=due.precision, **about)


def follow(row, due) -> bool:
    """Move an open deadline to its day, and open again one that had lapsed; what is done stays as it was."""
    if row.done_on or (row.lapsed_on is None and (row.due_on, row.due_on_precision) == (due.on, due.precision)):
        return False
    if row.due_on != due.on:
        row.snoozed_until = None
    row.due_on, row.due_on_precision, row.lapsed_on = due.on, due.precision, None
    row.version = F("version") + 1
    return True


def lapse(row) -> bool:
    """Close a deadline that has no object any more where somebody may look for it; the others may go."""
    row.lapsed_on, row.version = today(), F("version") + 1
    return bool(row.reminded or row.officer_id or row.internal_note or row.snoozed_until)
