"""What an agreement makes due, on which day: reports, notices, its end, a signature that is late."""

import pytest

from agreements.deadlines.due import Watched, deadlines
from agreements.deadlines.milestones import falls_on, reached
from agreements.life import Amendment, Facts, Period, State, TacitRenewal, periods
from tests.factories import day


def watched(reporting=None, renewed=False, **facts):
    """As the register reads an agreement signed by both sides on its first day."""
    facts = {"signatures": (day("2016-01-01"),) * 2, **facts}
    life = tuple(periods(Facts(**facts)))
    running = [row for row in life if row.state in (State.IN_FORCE, State.SUSPENDED)]
    last = running[-1].until if running and life[-1].state != State.UNKNOWN else None
    return Watched(Facts(**facts), life, last, reporting_months=reporting, renewed=renewed)


def due(agreement, on="2016-01-01", first="1990-01-01"):
    return [f"{row.kind} {row.on}" for row in deadlines(agreement, day(first), day(on))]


def test_a_gdri_reports_each_year_and_at_its_end():
    gdri = watched(12, ends_on=day("2019-12-31"))
    assert due(gdri, "2019-11-01")[:-1] == [f"report {year}-12-31" for year in (2016, 2017, 2018, 2019)]


def test_a_lia_reports_at_mid_term_and_at_its_end():
    lia = watched(24, effective_on=day("2016-03-01"), ends_on=day("2020-02-29"))
    assert due(lia, "2020-01-01")[:-1] == ["report 2018-02-28", "report 2020-02-29"]


def test_only_the_next_report_is_due_and_those_since_the_day_from_which_one_looks():
    gdri = watched(12, open_ended=True)
    assert due(gdri, "2018-12-31", first="2018-12-01") == ["report 2018-12-31"]
    assert due(gdri, "2019-01-01", first="2018-12-01") == ["report 2018-12-31", "report 2019-12-31"]


def test_reports_keep_their_numbers_when_the_beginning_moves():
    rows = [deadlines(watched(12, effective_on=day(start), open_ended=True), day("2017-12-01"), day("2018-01-15"))
            for start in ("2016-01-01", "2016-01-02")]  # fmt: skip
    assert [[(row.number, str(row.on)) for row in found] for found in rows] == [
        [(2, "2017-12-31"), (3, "2018-12-31")],
        [(2, "2018-01-01"), (3, "2019-01-01")],
    ]


def test_reports_of_an_agreement_of_unknown_end_stop_with_its_usual_duration():
    assert due(watched(12, default_months=30), "2030-01-01") == ["report 2016-12-31", "report 2017-12-31"]


def test_the_end_is_due_after_signed_amendments_only():
    longer = {"effective_on": None, "new_end": day("2023-12-31")}
    for signed, last in ((None, "2019-12-31"), (day("2018-06-01"), "2023-12-31")):
        amended = watched(ends_on=day("2019-12-31"), amendments=(Amendment(1, "extension", signed, **longer),))
        assert due(amended) == [f"expiry {last}"]


def test_neither_the_end_of_a_renewed_agreement_nor_one_that_never_comes_nor_one_of_long_ago_is_due():
    assert due(watched(ends_on=day("2019-12-31"), renewed=True)) == due(watched(open_ended=True)) == []
    assert due(watched(ends_on=day("2019-12-31")), first="2020-01-01") == []


def tacit(notice, given=None, maximum=None, **facts):
    clause = TacitRenewal(12, maximum, notice, given and day(given))
    return watched(ends_on=day(facts.pop("ends_on", "2019-12-31")), tacit=clause, **facts)


@pytest.mark.parametrize(
    ("notice", "ends_on", "today", "expected"),
    [
        (6, "2019-12-31", "2019-01-01", "2019-06-30"),
        (6, "2019-12-31", "2019-06-30", "2019-06-30"),
        (6, "2019-12-31", "2019-07-01", "2020-06-30"),
        (1, "2019-03-31", "2019-01-01", "2019-02-28"),
        (1, "2020-03-31", "2020-01-01", "2020-02-29"),
        (12, "2020-02-29", "2018-06-01", "2019-02-28"),
        (0, "2019-12-31", "2019-01-01", "2019-12-31"),
    ],
)
def test_notice_is_due_so_many_months_before_the_end_of_each_term(notice, ends_on, today, expected):
    assert due(tacit(notice, ends_on=ends_on), today, first=today) == [f"notice {expected}"]


def test_a_last_term_needs_no_notice_nor_does_one_for_which_it_was_given():
    once = tacit(6, maximum=1)
    assert due(once) == ["notice 2019-06-30", "expiry 2020-12-31"]
    assert due(once, "2019-07-01", first="2019-07-01") == ["expiry 2020-12-31"]
    assert due(tacit(6, given="2019-06-30")) == ["expiry 2019-12-31"]
    assert due(tacit(6, given="2019-07-01"), "2019-08-01", first="2019-08-01") == ["expiry 2020-12-31"]


def test_a_signed_amendment_of_the_end_leaves_no_notice_to_give():
    ended = Amendment(1, "termination", day("2018-01-01"), None, day("2018-06-30"))
    assert due(tacit(6, amendments=(ended,))) == ["expiry 2018-06-30"]


def pending(*stages, signatures=(None, None)):
    facts = Facts(tuple((day(since), kind) for since, kind in stages), signatures)
    return due(Watched(facts, (Period(State.UNDER_DISCUSSION, day("2016-01-01"), None),)))


def test_a_signature_is_late_on_the_thirty_first_day():
    out = ("2016-03-01", "awaiting-signature")
    assert pending(out) == ["signature 2016-04-01"]
    assert pending(("2016-01-01", "legal-review"), out, ("2016-05-01", "awaiting-signature")) == [
        "signature 2016-04-01"
    ]
    assert pending(out, ("2016-03-05", "legal-review")) == pending(out, ("2016-03-05", "not-pursued")) == []


def test_so_is_that_of_one_side_where_the_other_has_signed():
    one = (day("2016-02-01"), None)
    assert pending(signatures=one) == ["signature 2016-03-03"]
    assert pending(("2016-03-01", "not-pursued"), signatures=one) == []
    assert pending(("2016-03-01", "awaiting-signature"), signatures=(day("2016-02-01"),) * 2) == []


@pytest.mark.parametrize(
    ("due_on", "milestone", "expected"),
    [
        ("2027-12-31", "12m", "2026-12-31"),
        ("2028-02-29", "12m", "2027-02-28"),
        ("2028-02-29", "1m", "2028-01-29"),
        ("2027-03-31", "1m", "2027-02-28"),
        ("2028-03-31", "1m", "2028-02-29"),
        ("2027-12-31", "6m", "2027-06-30"),
        ("2027-01-31", "3m", "2026-10-31"),
        ("2028-03-01", "7d", "2028-02-23"),
        ("2027-03-31", "0d", "2027-03-31"),
    ],
)
def test_milestones_fall_on_the_same_day_of_the_month_or_on_its_last(due_on, milestone, expected):
    assert falls_on(day(due_on), milestone) == day(expected)


def test_the_end_is_announced_twelve_six_three_and_one_months_before():
    last = day("2027-12-31")
    assert [milestone for _day, milestone in reached("expiry", last, last)] == ["12m", "6m", "3m", "1m"]
    assert reached("expiry", last, day("2026-12-30")) == []
    assert [milestone for _day, milestone in reached("expiry", last, day("2027-06-30"))] == ["12m", "6m"]
