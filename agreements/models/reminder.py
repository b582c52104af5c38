"""The ledger of reminders: one row for each deadline and milestone, so that none is sent twice and none is lost."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.deadlines.milestones import Milestone, reached
from inserm_intl.days import shown, today
from inserm_intl.records import Row, RowQuerySet

from .deadline import Deadline

# Whoever claimed a reminder and has said nothing for so long is dead.
CLAIMED_FOR = datetime.timedelta(hours=1)


def come(deadline, day) -> list[tuple[datetime.date, str]]:
    """The milestones of a deadline that have come by the day, in order; while it is put off, its handing over alone."""
    handed = [row.key for row in deadline.reminders.all() if row.milestone == Milestone.HANDED_OVER]
    until = deadline.snoozed_until
    if until and until > day:
        return handed
    woken = [(until, Milestone.SNOOZED.value)] if until else []
    return sorted({*reached(deadline.kind, deadline.due_on, day), *woken, *handed})


def unsent(deadline, day) -> list[tuple[datetime.date, str]]:
    """Of these, those that are due and unsent: the last is the most pressing, and the one to send."""
    settled = {row.key for row in deadline.reminders.all() if not row.is_pending}
    return [key for key in come(deadline, day) if key not in settled]


class ReminderQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: deadlines are for staff."""
        return self.none()

    def of_keys(self, deadline, keys):
        return [Reminder(deadline=deadline, falls_on=when, milestone=milestone) for when, milestone in keys]

    @transaction.atomic
    def claim(self, deadlines, day):
        """Claim the most pressing unsent reminder of each, unless another run has; what it overtakes is recorded."""
        wanted = {deadline.pk: unsent(deadline, day) for deadline in deadlines}
        fresh = [row for deadline in deadlines for row in self.of_keys(deadline, wanted[deadline.pk])]
        self.bulk_create(fresh, ignore_conflicts=True)
        claimed, touched, now = [], [], timezone.now()
        for row in self.filter(deadline__in=wanted).order_by("pk").select_for_update():
            keys = wanted[row.deadline_id]
            if row.key not in keys or not row.is_pending:
                continue
            if row.key != keys[-1]:
                row.overtaken = True
            elif row.claimed_at is None or row.claimed_at < now - CLAIMED_FOR:
                row.claimed_at = now
                claimed.append(row)
            touched.append(row)
        self.bulk_update(touched, ["overtaken", "claimed_at"])
        return claimed

    def sent(self, claimed, user) -> None:
        self.filter(pk__in=[row.pk for row in claimed]).update(sent_at=timezone.now(), sent_to=user)

    def release(self, claimed) -> None:
        """The mail could not be handed over: they are due and unsent again."""
        self.filter(pk__in=[row.pk for row in claimed]).update(claimed_at=None)

    @transaction.atomic
    def acknowledge(self, deadline, user):
        """Say that whoever answers for it knows: no mail before the next milestone. False where none has come."""
        keys = come(deadline, today())
        rows = {row.key: row for row in deadline.reminders.all()}
        if not keys or (keys[-1] in rows and rows[keys[-1]].acknowledged_on):
            return False
        self.bulk_create(self.of_keys(deadline, keys), ignore_conflicts=True)
        stored = {row.key: row for row in self.filter(deadline=deadline).order_by("pk").select_for_update()}
        for key in keys[:-1]:
            stored[key].overtaken = stored[key].overtaken or stored[key].is_pending
        stored[keys[-1]].acknowledged_on, stored[keys[-1]].acknowledged_by = today(), user
        self.bulk_update([stored[key] for key in keys], ["overtaken", "acknowledged_on", "acknowledged_by"])
        return True

    def announce(self, deadline) -> None:
        """Whoever it was handed to is told with the next mail, though its milestones were sent to another."""
        again = dict.fromkeys(["claimed_at", "sent_at", "sent_to", "acknowledged_on", "acknowledged_by"])
        self.update_or_create(
            deadline=deadline, milestone=Milestone.HANDED_OVER, falls_on=today(), defaults={**again, "overtaken": False}
        )


class Reminder(Row):
    """A milestone of a deadline, and what became of it. A deadline that moved has its milestones on new days.

    `claimed_at` is set, and committed, before a mail is handed over, and `sent_at` after it: of two runs at once
    one claims. Who claimed and died without a word is taken for dead after an hour, and the reminder is sent:
    perhaps a second time. Better twice than never: what is lost is a notice that nobody gave.
    """

    natural_key_fields = ("deadline__code", "milestone", "falls_on")

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="reminders", verbose_name=_("deadline"))
    milestone = models.CharField(_("reminder"), max_length=12, choices=Milestone)
    falls_on = models.DateField(_("falls on"))
    claimed_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(_("sent on"), null=True, editable=False)
    sent_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="reminders",
        verbose_name=_("sent to"),
        help_text=_("Nobody: to the office’s own address."),
    )
    overtaken = models.BooleanField(
        _("overtaken"), default=False, help_text=_("A more pressing one was due before it was sent.")
    )
    acknowledged_on = models.DateField(_("acknowledged on"), null=True, editable=False)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="reminders_acknowledged",
        verbose_name=_("acknowledged by"),
    )

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["falls_on", "pk"]
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "milestone", "falls_on"],
                name="reminder_once",
                violation_error_code="falls_on",
                violation_error_message=_("This reminder is already in the ledger."),
            ),
            models.CheckConstraint(
                condition=Q(milestone__in=Milestone.values),
                name="reminder_milestone",
                violation_error_code="milestone",
                violation_error_message=_("Choose one of the milestones."),
            ),
        ]

    def __str__(self):
        return f"{self.get_milestone_display()} {self.falls_on}"

    @property
    def key(self) -> tuple[datetime.date, str]:
        return self.falls_on, str(self.milestone)

    @property
    def is_pending(self) -> bool:
        """Neither sent, nor acknowledged, nor overtaken."""
        return self.sent_at is None and self.acknowledged_on is None and not self.overtaken

    @property
    def told(self) -> str:
        """ "30 June 2026, 6 months before: sent on 1 July 2026 to Claire; acknowledged on 2 July 2026"."""
        became = [
            gettext("overtaken") if self.overtaken else "",
            self.sent_at and gettext("sent on %(day)s to %(who)s") % {"day": day_of(self.sent_at), "who": self.reader},
            self.acknowledged_on and gettext("acknowledged on %(day)s") % {"day": shown(self.acknowledged_on)},
        ]
        said = "; ".join(part for part in became if part) or gettext("to be sent")
        named = {"day": shown(self.falls_on), "milestone": self.get_milestone_display(), "what": said}
        return gettext("%(day)s, %(milestone)s: %(what)s") % named

    @property
    def reader(self) -> str:
        """Whoever it was sent to: an officer, else the office's own address."""
        return self.sent_to.get_full_name() or self.sent_to.get_username() if self.sent_to else gettext("the office")


def day_of(moment) -> str:
    return shown(timezone.localdate(moment))
