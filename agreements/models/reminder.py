"""The ledger of reminders: one row for each deadline and milestone, so that none is sent twice and none is lost."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.milestones import Milestone
from inserm_intl.records import Row, RowQuerySet

from .deadline import Deadline


class ReminderQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: deadlines are for staff."""
        return self.none()

    def pending(self):
        """Neither sent, nor answered for, nor overtaken by a later one."""
        return self.filter(sent_at=None, acknowledged_on=None, overtaken=False)


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
