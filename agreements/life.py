"""The life of an agreement: from what an officer entered to what was true on each day.

`periods(facts)` is the only place where a state is decided. It knows no database and no clock:
it reads the signatures, dates, amendments and clauses as they are known, and answers for every
day. `until` is the last day included; an empty one means "from then on".
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from inserm_intl.days import ONE_DAY, add_months

FOREVER = datetime.date.max


class State(StrEnum):
    UNDER_DISCUSSION = "under-discussion"
    NOT_PURSUED = "not-pursued"
    UPCOMING = "upcoming"
    IN_FORCE = "in-force"
    SUSPENDED = "suspended"
    ENDED = "ended"
    UNKNOWN = "unknown"


RUNNING = (State.IN_FORCE, State.SUSPENDED)


class Change(StrEnum):
    """What an amendment does."""

    CHANGE = "change"
    EXTENSION = "extension"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    TERMINATION = "termination"


TERMINATED = "terminated"
MOVES_THE_END = (Change.CHANGE, Change.EXTENSION, Change.TERMINATION)


@dataclass(frozen=True)
class Amendment:
    number: int
    kind: str
    signed_on: datetime.date | None
    effective_on: datetime.date | None = None
    new_end: datetime.date | None = None

    @property
    def rules_from(self) -> datetime.date:
        """Its own effective day, which may lie before the signature; else the signature, if ever."""
        return self.effective_on or self.signed_on or FOREVER


@dataclass(frozen=True)
class TacitRenewal:
    months: int
    maximum: int | None = None
    notice_months: int = 0
    notice_given_on: datetime.date | None = None


@dataclass(frozen=True)
class Facts:
    """What was entered. `signatures` holds one day, or None, for each party that must sign."""

    stages: tuple[tuple[datetime.date, str], ...] = ()
    signatures: tuple[datetime.date | None, ...] = ()
    effective_on: datetime.date | None = None
    effective_by_text: bool = False
    ends_on: datetime.date | None = None
    open_ended: bool = False
    default_months: int | None = None
    tacit: TacitRenewal | None = None
    amendments: tuple[Amendment, ...] = field(default=())


@dataclass(frozen=True)
class Period:
    state: State
    since: datetime.date
    until: datetime.date | None
    reason: str = ""


@dataclass(frozen=True)
class End:
    """The last day in force, and what the agreement is afterwards."""

    last: datetime.date
    state: State = State.ENDED
    reason: str = ""


def signed_on(facts: Facts) -> datetime.date | None:
    """The last party's signature; else the stage line that says so; else the day its text names."""
    signatures = [day for day in facts.signatures if day]
    if signatures and len(signatures) == len(facts.signatures):
        return max(signatures)
    said = [since for since, stage in facts.stages if stage == "signed"]
    if said:
        return min(said)
    return facts.effective_on if facts.effective_by_text else None


def tacit_terms(start: datetime.date, first_end: datetime.date, tacit: TacitRenewal) -> Iterator[datetime.date]:
    """The last day of each term: the one written, then each renewal up to the maximum.

    Terms are counted from the start's day of the month where the first ends on it (31 January plus
    one month is 28 February, plus two is 31 March), else from the day after the first end.
    """
    anchor, months = first_end + ONE_DAY, 0
    between = (anchor.year - start.year) * 12 + anchor.month - start.month
    if add_months(start, between) == anchor:
        anchor, months = start, between
    yield first_end
    count = 0
    while tacit.maximum is None or count < tacit.maximum:
        count += 1
        following = add_months(anchor, months + count * tacit.months)
        if following is None:
            return
        yield following - ONE_DAY


def notice_day(last: datetime.date, tacit: TacitRenewal) -> datetime.date | None:
    """The last day on which notice keeps the term that ends on `last` from renewing itself."""
    return add_months(last, -tacit.notice_months)


def tacit_end(start: datetime.date, first_end: datetime.date, tacit: TacitRenewal) -> datetime.date:
    """The last day after tacit renewals: the first term whose notice came in time, else the last term."""
    if tacit.notice_given_on is None and tacit.maximum is None:
        return FOREVER
    last = first_end
    for last in tacit_terms(start, first_end, tacit):
        deadline = notice_day(last, tacit)
        if tacit.notice_given_on and deadline and tacit.notice_given_on <= deadline:
            break
    return last


def written_end(facts: Facts, start: datetime.date) -> End:
    """The end before any amendment."""
    if facts.open_ended:
        return End(FOREVER)
    if facts.ends_on:
        if facts.tacit and facts.ends_on < FOREVER:
            return End(tacit_end(start, facts.ends_on, facts.tacit))
        return End(facts.ends_on)
    following = add_months(start, facts.default_months or 0)
    return End(following - ONE_DAY if following else FOREVER, State.UNKNOWN)


class Life:
    """An agreement's facts, ready to be asked about any day."""

    def __init__(self, facts: Facts):
        self.stages = sorted(facts.stages, key=lambda stage: stage[0])
        self.signed = signed_on(facts)
        self.amendments = []
        if self.signed:
            self.start = facts.effective_on or self.signed
            self.begun = min(self.signed, self.start)
            self.written_end = written_end(facts, self.start)
            signed = [amendment for amendment in facts.amendments if amendment.signed_on]
            self.amendments = sorted(signed, key=lambda amendment: (amendment.rules_from, amendment.number))

    def on(self, day: datetime.date) -> tuple[State, str] | None:
        """The state on a day, with its reason; None before the first date known."""
        if not self.signed or day < self.begun:
            return self.negotiation_on(day)
        end = self.end_on(day)
        if day > end.last:
            return end.state, end.reason
        if day < self.start:
            return State.UPCOMING, ""
        return (State.SUSPENDED if self.suspended_on(day) else State.IN_FORCE), ""

    def negotiation_on(self, day: datetime.date) -> tuple[State, str] | None:
        so_far = [stage for since, stage in self.stages if since <= day]
        if not so_far:
            return None
        return (State.NOT_PURSUED if so_far[-1] == State.NOT_PURSUED else State.UNDER_DISCUSSION), ""

    def end_on(self, day: datetime.date) -> End:
        """The end as it stands that day: that of the last signed amendment in effect, else the written one."""
        end = self.written_end
        for amendment in self.amendments:
            if amendment.new_end and amendment.kind in MOVES_THE_END and amendment.rules_from <= day:
                end = End(amendment.new_end, reason=TERMINATED if amendment.kind == Change.TERMINATION else "")
        return end

    def suspended_on(self, day: datetime.date) -> bool:
        turns = [
            amendment.kind
            for amendment in self.amendments
            if amendment.kind in (Change.SUSPENSION, Change.RESUMPTION) and amendment.rules_from <= day
        ]
        return bool(turns) and turns[-1] == Change.SUSPENSION

    def turning_days(self) -> list[datetime.date]:
        """Every day on which the state may differ from the day before, in order."""
        days = {since for since, _stage in self.stages}
        if self.signed:
            lasts = [self.written_end.last, *(amendment.new_end for amendment in self.amendments)]
            days |= {self.begun, self.start}
            days |= {amendment.rules_from for amendment in self.amendments}
            days |= {last + ONE_DAY for last in lasts if last and last < FOREVER}
        return sorted(days)


def periods(facts: Facts) -> list[Period]:
    """What the agreement was from the first date known on: in order, without gap or overlap."""
    life = Life(facts)
    turns = []
    for day in life.turning_days():
        now = life.on(day)
        if now and (not turns or turns[-1][0] != now[0]):
            turns.append((now[0], now[1], day))
    untils = [since - ONE_DAY for _state, _reason, since in turns[1:]] + [None]
    return [Period(state, since, until, reason) for (state, reason, since), until in zip(turns, untils, strict=False)]
