"""What holds for the life of any agreement, whatever was entered in whatever order."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.life import Amendment, Change, Facts, Life, State, TacitRenewal, periods
from inserm_intl.days import ONE_DAY
from tests.once import ONE_DATABASE

pytestmark = ONE_DATABASE

STAGES = ["under-discussion", "legal-review", "awaiting-signature", "signed", "not-pursued"]
# Few days, so that entries often fall on the same one; and now and then any day of the calendar.
days = st.sampled_from([date(2012 + year, month, last) for year in range(6) for month, last in ((1, 31), (2, 28))])
days |= st.dates(date(2012, 1, 1), date(2018, 12, 31)) | st.dates(date(1900, 1, 1), date.max)
perhaps = st.none() | days
tacit = st.builds(
    TacitRenewal,
    months=st.integers(6, 600),
    maximum=st.none() | st.integers(0, 9),
    notice_months=st.integers(0, 120),
    notice_given_on=perhaps,
)
amendments = st.lists(
    st.builds(Amendment, st.integers(1, 9), st.sampled_from(list(Change)), perhaps, perhaps, perhaps),
    max_size=5,
    unique_by=lambda amendment: amendment.number,
)
anything = st.builds(
    Facts,
    stages=st.lists(st.tuples(days, st.sampled_from(STAGES)), max_size=4).map(tuple),
    signatures=st.lists(perhaps, max_size=3).map(tuple) | st.lists(days, min_size=2, max_size=3).map(tuple),
    effective_on=perhaps,
    effective_by_text=st.booleans(),
    ends_on=perhaps,
    open_ended=st.booleans(),
    default_months=st.none() | st.integers(1, 600),
    tacit=st.none() | tacit,
    amendments=amendments.map(tuple),
)
thorough = settings(max_examples=200, deadline=None, derandomize=True)


def telling_days(*lives):
    """Every day that could be a border, with the day before and after, and today's as any other."""
    borders = {day for life in lives for day in life.turning_days()} | {date(2015, 6, 30), date(1900, 1, 1), date.max}
    return sorted(
        borders
        | {day - ONE_DAY for day in borders if day > date(1900, 1, 1)}
        | {day + ONE_DAY for day in borders if day < date.max}
    )


def state(life, day):
    told = life.on(day)
    return told and told[0]


@given(anything)
@thorough
def test_periods_follow_each_other_without_gap_or_overlap_and_the_last_has_no_end(facts):
    life = periods(facts)
    for earlier, later in pairwise(life):
        assert earlier.since <= earlier.until == later.since - ONE_DAY
    assert not life or life[-1].until is None


@given(anything)
@thorough
def test_neighbouring_periods_differ_in_state(facts):
    states = [period.state for period in periods(facts)]
    assert all(earlier != later for earlier, later in pairwise(states))


@given(anything)
@thorough
def test_a_life_begins_on_the_first_date_known(facts):
    life, told = Life(facts), periods(facts)
    known = [since for since, _stage in facts.stages] + ([life.begun] if life.signed else [])
    assert (told[0].since if told else None) == min(known, default=None)


@given(anything, days)
@thorough
def test_each_day_has_exactly_one_state_and_it_is_that_of_its_period(facts, any_day):
    life, told = Life(facts), periods(facts)
    for day in [any_day, *telling_days(life)]:
        holding = [row.state for row in told if row.since <= day and (row.until is None or day <= row.until)]
        expected = state(life, day)
        assert holding == ([expected] if expected else [])


@given(anything)
@thorough
def test_an_agreement_is_in_force_only_once_signed_and_not_before_its_first_day(facts):
    life = Life(facts)
    for period in periods(facts):
        if period.state in (State.IN_FORCE, State.SUSPENDED):
            assert life.signed
            assert period.since >= (facts.effective_on or life.signed)


@given(anything)
@thorough
def test_unsigned_amendments_change_nothing(facts):
    signed = tuple(amendment for amendment in facts.amendments if amendment.signed_on)
    assert periods(facts) == periods(replace(facts, amendments=signed))


@given(anything, amendments.filter(bool))
@thorough
def test_an_amendment_changes_no_day_before_it_takes_effect(facts, more):
    added = replace(more[0], number=10, signed_on=more[0].signed_on or date(2015, 6, 30))
    before, after = Life(facts), Life(replace(facts, amendments=(*facts.amendments, added)))
    for day in telling_days(before, after):
        if day < added.rules_from:
            assert after.on(day) == before.on(day)


@given(anything)
@thorough
def test_suspensions_only_interrupt_days_in_force(facts):
    turns = (Change.SUSPENSION, Change.RESUMPTION)
    never = Life(replace(facts, amendments=tuple(row for row in facts.amendments if row.kind not in turns)))
    life = Life(facts)
    for day in telling_days(life):
        told = state(life, day)
        assert state(never, day) == (State.IN_FORCE if told == State.SUSPENDED else told)


@given(anything, st.randoms(use_true_random=False))
@thorough
def test_it_does_not_matter_in_which_order_amendments_and_signatures_were_entered(facts, random):
    shuffled = replace(
        facts,
        amendments=tuple(random.sample(facts.amendments, len(facts.amendments))),
        signatures=tuple(random.sample(facts.signatures, len(facts.signatures))),
    )
    assert periods(shuffled) == periods(facts)


@given(anything)
@thorough
def test_without_a_signature_an_agreement_is_discussed_or_given_up_and_nothing_else(facts):
    stages = tuple((since, stage) for since, stage in facts.stages if stage != "signed")
    unsigned = replace(facts, stages=stages, signatures=(None, *facts.signatures), effective_by_text=False)
    assert {period.state for period in periods(unsigned)} <= {State.UNDER_DISCUSSION, State.NOT_PURSUED}
