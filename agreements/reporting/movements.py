"""What became of an agreement between two days, read from the stored periods of its life.

First day and last day are compared at their end: what took effect on the first day is in its situation,
what ended on the last day still is in that one. Every agreement in force on some day of the span has
exactly one movement, so that

    in force first + entered + taking over - left - handed over = in force last.
"""

import datetime
from enum import StrEnum
from typing import NamedTuple

from agreements.life import TERMINATED, Change, State, tacit_terms
from agreements.models.derivation import tacit_renewal
from inserm_intl.days import ONE_DAY


class Movement(StrEnum):
    ENTERED = "entered"
    TAKING_OVER = "taking-over"
    LEFT = "left"
    HANDED_OVER = "handed-over"
    EXTENDED = "extended"
    STAYED = "stayed"
    PASSED = "passed"


class Span(NamedTuple):
    """Two days, the second later."""

    first: datetime.date
    last: datetime.date

    def holds(self, day: datetime.date | None) -> bool:
        """Whether something of that day changed the situation of the first into that of the last."""
        return day is not None and self.first < day <= self.last


class Moved(NamedTuple):
    """How it moved, on which day, and by what: the number of an amendment, the reference of an agreement."""

    movement: Movement
    how: str = ""
    on: datetime.date | None = None
    by: str = ""


def state_on(agreement, day):
    return next((period for period in agreement.periods.all() if period.holds(day)), None)


def is_in_force(agreement, day) -> bool:
    period = state_on(agreement, day) if agreement else None
    return period is not None and period.state == State.IN_FORCE


def moved(agreement, span: Span, predecessor=None, successor=None) -> Moved:
    """`predecessor` and `successor` are those that the report may name, with their periods, or None."""
    before, after = is_in_force(agreement, span.first), is_in_force(agreement, span.last)
    if before and after:
        return renewed_in_place(agreement, span) or Moved(Movement.STAYED)
    if after:
        return entered(agreement, span, predecessor)
    if before:
        if is_in_force(successor, span.last) and not is_in_force(successor, span.first):
            return Moved(Movement.HANDED_OVER, "renewed-by", ended(agreement, span).on, successor.reference)
        return ended(agreement, span)
    return ended(agreement, span)._replace(movement=Movement.PASSED)


def entered(agreement, span, predecessor) -> Moved:
    runs = [period for period in agreement.periods.all() if period.state == State.IN_FORCE]
    since = next(period.since for period in runs if period.holds(span.last))
    if is_in_force(predecessor, span.first) and not is_in_force(predecessor, span.last):
        return Moved(Movement.TAKING_OVER, "renews", since, predecessor.reference)
    resumed = any(period.since <= span.first for period in runs)
    return Moved(Movement.ENTERED, "resumed" if resumed else "new", since)


def ended(agreement, span) -> Moved:
    """Why it is not in force on the last day, and its last day in force before."""
    runs = [period for period in agreement.periods.all() if period.state == State.IN_FORCE]
    until = max(period.until for period in runs if period.since <= span.last)
    now = state_on(agreement, span.last)
    return Moved(Movement.LEFT, TERMINATED if now.reason == TERMINATED else now.state, until)


def renewed_in_place(agreement, span) -> Moved | None:
    """By an extension that took effect within the span, else by a tacit term that began in it."""
    ends = [row for row in agreement.amendments.all() if row.signed_on and row.new_end]
    for row in reversed(ends):
        if row.kind == Change.EXTENSION and span.holds(day := row.effective_on or row.signed_on):
            return Moved(Movement.EXTENDED, "extension", day, str(row.number))
    tacit = tacit_renewal(agreement)
    if not tacit or not agreement.first_day or any((row.effective_on or row.signed_on) <= span.last for row in ends):
        return None
    for term in tacit_terms(agreement.first_day, agreement.ends_on, tacit):
        if term >= span.last:
            return None
        if span.holds(term + ONE_DAY):
            return Moved(Movement.EXTENDED, "tacit", term + ONE_DAY)
    return None
