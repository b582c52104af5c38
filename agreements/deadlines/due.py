"""What an agreement makes due, and when: one pure function of its facts, its life and the day.

It knows no database and no clock. A day is the last one on which the thing can be done in time,
except for a signature: that is the first day on which it has been pending for more than thirty.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from agreements.life import MOVES_THE_END, RUNNING, Facts, notice_day, signed_on, tacit_terms
from inserm_intl.days import ONE_DAY, Precision, add_months

PENDING_FOR = datetime.timedelta(days=30)
AWAITING, DROPPED = "awaiting-signature", "not-pursued"


class Kind(StrEnum):
    REPORT = "report"
    NOTICE = "notice"
    EXPIRY = "expiry"
    CLOSING = "call-closing"
    SIGNATURE = "signature"
    PROMISE = "promise"


@dataclass(frozen=True)
class Due:
    """`number` tells the reports, and the notices, of one agreement apart; 0 where there is only one at a time."""

    kind: str
    on: datetime.date
    number: int = 0
    precision: str = Precision.DAY


@dataclass(frozen=True)
class Watched:
    """An agreement as its deadlines depend on it. `life`: its periods in order, with state, since and until."""

    facts: Facts
    life: tuple
    last_day: datetime.date | None = None
    last_day_precision: str = Precision.DAY
    reporting_months: int | None = None
    renewed: bool = False


def deadlines(watched: Watched, first: datetime.date, today: datetime.date) -> list[Due]:
    """All that is due from `first` on; of reports and notices no more than the next one to come.

    A signature that is pending is due however long ago: it is a state of today, not of history.
    """
    due = [*reports(watched, first, today), *notices(watched, first, today), *expiry(watched, first)]
    return [*due, *signature(watched.facts)]


def upcoming(days: Iterator[datetime.date], first: datetime.date, today: datetime.date):
    """Of days in order, with their numbers, those from `first` to the first that is not past."""
    for number, day in enumerate(days, 1):
        if day >= first:
            yield number, day
        if day >= today:
            return


def reports(watched, first, today) -> Iterator[Due]:
    for number, day in upcoming(report_days(watched), first, today):
        precision = watched.last_day_precision if day == watched.last_day else Precision.DAY
        yield Due(Kind.REPORT, day, number, precision)


def report_days(watched) -> Iterator[datetime.date]:
    """The last day of each stretch of so many months; the final report is due on the agreement's last day."""
    running = [period for period in watched.life if period.state in RUNNING]
    if not running or not watched.reporting_months:
        return
    start, end, months = running[0].since, running[-1].until, 0
    while following := add_months(start, months := months + watched.reporting_months):
        if end and following - ONE_DAY >= end:
            break
        yield following - ONE_DAY
    if watched.last_day:
        yield watched.last_day


def notices(watched, first, today) -> Iterator[Due]:
    for number, day in upcoming(notice_days(watched), first, today):
        yield Due(Kind.NOTICE, day, number)


def notice_days(watched) -> Iterator[datetime.date]:
    """The last day to keep each term from renewing itself; none once a signed amendment has moved the end."""
    facts, signed = watched.facts, signed_on(watched.facts)
    moved = any(row.signed_on and row.new_end and row.kind in MOVES_THE_END for row in facts.amendments)
    if not signed or not facts.tacit or not facts.ends_on or moved:
        return
    for term in tacit_terms(facts.effective_on or signed, facts.ends_on, facts.tacit):
        if watched.last_day and term >= watched.last_day:
            return
        yield notice_day(term, facts.tacit) or term


def expiry(watched, first) -> Iterator[Due]:
    """The end after all signed amendments, unless the agreement that renews this one is signed."""
    if watched.last_day and watched.last_day >= first and not watched.renewed:
        yield Due(Kind.EXPIRY, watched.last_day, precision=watched.last_day_precision)


def signature(facts: Facts) -> Iterator[Due]:
    if since := pending_since(facts):
        yield Due(Kind.SIGNATURE, since + PENDING_FOR + ONE_DAY)


def pending_since(facts: Facts) -> datetime.date | None:
    """The day it went out to be signed, or the first side signed, while another has yet to."""
    stages = sorted(facts.stages, key=lambda stage: stage[0], reverse=True)
    if signed_on(facts) or (stages and stages[0][1] == DROPPED):
        return None
    out = [since for since, _stage in takewhile(lambda stage: stage[1] == AWAITING, stages)]
    return min([*out, *filter(None, facts.signatures)], default=None)
