"""Who is to be reminded of what: each officer of what is theirs and within their rights, the office of the rest."""

from collections import defaultdict

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Exists, OuterRef, Q

from agreements.deadlines.milestones import EARLIEST_MONTHS, Milestone
from agreements.models import Deadline, Reminder
from agreements.models.reminder import unsent
from inserm_intl.days import ONE_DAY, add_months, today

OFFICE = None


class Post:
    """The deadlines with a reminder due and unsent, sorted into one pile for each officer who can be told.

    The office's own address gets what is nobody's, or of an officer who left, has no address or may not
    read it. It has no right to what is restricted: that is only counted, in `untold`.
    """

    def __init__(self, day=None):
        self.day = day or today()
        self.piles: dict[User | None, list[Deadline]] = defaultdict(list)
        self.untold: list[Deadline] = []
        self.passed_over: dict[User, int] = defaultdict(int)
        officers = {user.pk: user for user in User.objects.filter(is_staff=True, is_active=True).exclude(email="")}
        self.seen = {user: keys_seen_by(user) for user in officers.values()}
        self.seen_by_all = keys_seen_by(AnonymousUser())
        for deadline in waiting(self.day):
            self.sort(deadline, deadline.responsible and officers.get(deadline.responsible.pk))

    def sort(self, deadline, officer):
        if officer and deadline.pk in self.seen[officer]:
            self.piles[officer].append(deadline)
            return
        if deadline.responsible:
            self.passed_over[deadline.responsible] += 1
        if deadline.pk in self.seen_by_all:
            self.piles[OFFICE].append(deadline)
        else:
            self.untold.append(deadline)


def keys_seen_by(user) -> set[int]:
    """Of the open deadlines, those that the user may read; of an officer, only their own are asked for."""
    rows = Deadline.objects.open().seen_by(user)
    if not user.is_anonymous:
        rows = rows.of(user) if user.has_perm("agreements.view_deadline") else rows.none()
    return set(rows.values_list("pk", flat=True))


def waiting(day) -> list[Deadline]:
    """Open deadlines of which a reminder is due and unsent, the first to fall due at the top."""
    # A clipped day comes a little early: 30 June is six months before 31 December.
    far = (add_months(day, EARLIEST_MONTHS) or day) + 4 * ONE_DAY
    handed = Reminder.objects.filter(deadline=OuterRef("pk"), milestone=Milestone.HANDED_OVER)
    rows = Deadline.objects.open().filter(Q(due_on__lte=far) | Q(snoozed_until__lte=day) | Exists(handed))
    return [row for row in rows.told().prefetch_related("reminders") if unsent(row, day)]
