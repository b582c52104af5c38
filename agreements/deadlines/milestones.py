"""When a deadline is reminded of: so long before its day, by its kind; no database and no clock."""

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from agreements.deadlines.due import Kind
from inserm_intl.days import add_months


class Milestone(models.TextChoices):
    TWELVE_MONTHS = "12m", _("12 months before")
    SIX_MONTHS = "6m", _("6 months before")
    THREE_MONTHS = "3m", _("3 months before")
    ONE_MONTH = "1m", _("1 month before")
    ONE_WEEK = "7d", _("7 days before")
    THE_DAY = "0d", _("on the day")
    SNOOZED = "snoozed", _("put off until then")
    HANDED_OVER = "handed-over", _("handed over")


BEFORE = {
    Kind.EXPIRY: ("12m", "6m", "3m", "1m"),
    Kind.NOTICE: ("6m", "3m", "1m", "7d"),
    Kind.REPORT: ("3m", "1m", "0d"),
    Kind.CLOSING: ("1m", "7d"),
    Kind.SIGNATURE: ("0d",),
    Kind.PROMISE: ("1m", "7d", "0d"),
}
EARLIEST_MONTHS = 12


def falls_on(due_on: datetime.date, milestone: str) -> datetime.date:
    """The day of a milestone. So many months before are counted from the day itself, clipped to the month's
    last: one month before 31 March is 28 or 29 February, twelve before 29 February is the 28th."""
    number, unit = int(milestone[:-1]), milestone[-1]
    if unit == "d":
        return due_on - datetime.timedelta(days=number)
    return add_months(due_on, -number) or due_on


def to_come(kind: str, due_on: datetime.date, day: datetime.date) -> tuple[datetime.date, Milestone] | None:
    """The next milestone after the day, if there is one."""
    days = [(falls_on(due_on, milestone), Milestone(milestone)) for milestone in BEFORE[Kind(kind)]]
    return next(((when, milestone) for when, milestone in days if when > day), None)


def reached(kind: str, due_on: datetime.date, day: datetime.date) -> list[tuple[datetime.date, str]]:
    """The milestones that have come by the day, in their order: the last is the most pressing."""
    days = [(falls_on(due_on, milestone), milestone) for milestone in BEFORE[Kind(kind)]]
    return [(when, milestone) for when, milestone in days if when <= day]
