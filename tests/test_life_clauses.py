"""How a life is cut short, interrupted or prolonged, and the edges where a register is usually wrong."""

import pytest

from agreements.life import TERMINATED, TacitRenewal, periods
from tests.lives import AHEAD, BIENNIAL, SIGNED_AHEAD, TWO_SIGNATURES, amendment, day, facts, told

OPEN = {"signed": ("2012-04-20", "2012-04-20"), "open_ended": True}


# Termination


def test_an_agreement_ended_early_says_so_and_one_that_arrived_at_its_term_does_not():
    early = facts(**OPEN, amendments=[amendment(1, "termination", "2014-01-01", None, "2014-06-30")])
    assert [row.reason for row in periods(early)] == ["", TERMINATED]
    assert [row.reason for row in periods(facts(**TWO_SIGNATURES))] == ["", ""]


def test_an_agreement_terminated_before_it_took_effect_was_never_in_force():
    entered = facts(**SIGNED_AHEAD, amendments=[amendment(1, "termination", "2018-06-01", "2018-06-15", "2018-06-30")])
    assert told(entered) == "upcoming 2018-03-12..2018-06-30; ended 2018-07-01.."


def test_a_termination_signed_after_its_last_day_does_not_rewrite_the_days_before():
    entered = facts(**OPEN, amendments=[amendment(1, "termination", "2014-09-01", None, "2014-06-30")])
    assert told(entered) == "in-force 2012-04-20..2014-08-31; ended 2014-09-01.."


# Suspension and resumption


def test_a_suspension_goes_on_over_an_extension_and_the_end_keeps_running():
    entered = [
        amendment(1, "suspension", "2022-03-01"),
        amendment(2, "extension", "2022-06-01", None, "2024-08-31"),
    ]
    assert told(facts(**SIGNED_AHEAD, amendments=entered)) == (
        AHEAD + "in-force 2018-09-01..2022-02-28; suspended 2022-03-01..2024-08-31; ended 2024-09-01.."
    )


def test_a_suspension_before_the_first_day_shows_from_the_first_day_on():
    entered = facts(**SIGNED_AHEAD, amendments=[amendment(1, "suspension", "2018-05-01")])
    assert told(entered) == AHEAD + "suspended 2018-09-01..2022-08-31; ended 2022-09-01.."


def test_a_resumption_without_a_suspension_changes_nothing():
    entered = facts(**SIGNED_AHEAD, amendments=[amendment(1, "resumption", "2020-01-01")])
    assert told(entered) == told(facts(**SIGNED_AHEAD))


def test_an_agreement_may_be_suspended_twice():
    turns = ["2019-01-01", "2019-02-01", "2020-01-01", "2020-02-01"]
    entered = [amendment(n, ("suspension", "resumption")[n % 2], since) for n, since in enumerate(turns)]
    assert told(facts(**OPEN, amendments=entered)) == (
        "in-force 2012-04-20..2018-12-31; suspended 2019-01-01..2019-01-31; in-force 2019-02-01..2019-12-31; "
        "suspended 2020-01-01..2020-01-31; in-force 2020-02-01.."
    )


@pytest.mark.parametrize("kind", ["suspension", "resumption"])
def test_only_extensions_changes_and_terminations_move_the_end(kind):
    entered = facts(**TWO_SIGNATURES, amendments=[amendment(1, kind, "2012-01-01", None, "2030-12-31")])
    assert told(entered).endswith("ended 2015-05-11..")


# Automatic renewal


@pytest.mark.parametrize(
    ("renewals", "last"),
    [(0, "2019-02-27"), (1, "2019-03-30"), (2, "2019-04-29"), (12, "2020-02-28"), (13, "2020-03-30")],
)
def test_terms_from_a_31_january_end_with_each_month(renewals, last):
    entered = facts(signed=("2019-01-31",), ends="2019-02-27", tacit=TacitRenewal(1, renewals))
    assert periods(entered)[0].until == day(last)


@pytest.mark.parametrize(("renewals", "last"), [(1, "2010-02-27"), (3, "2012-02-28"), (7, "2016-02-28")])
def test_terms_from_a_29_february_come_back_to_it_in_leap_years(renewals, last):
    entered = facts(signed=("2008-02-29",), ends="2009-02-27", tacit=TacitRenewal(12, renewals))
    assert periods(entered)[0].until == day(last)


def test_terms_that_end_with_february_end_on_the_29th_in_a_leap_year():
    entered = facts(signed=("2008-03-01",), ends="2009-02-28", tacit=TacitRenewal(12, 3))
    assert periods(entered)[0].until == day("2012-02-29")


def test_a_first_term_that_is_no_whole_number_of_months_is_renewed_from_its_end():
    entered = facts(signed=("2000-01-15",), ends="2001-12-31", tacit=TacitRenewal(24, 1))
    assert periods(entered)[0].until == day("2003-12-31")


NOTICE = {
    "in time for the first term": ("2001-06-30", 3, "2001-12-31"),
    "a day late for the first term": ("2001-07-01", 3, "2003-12-31"),
    "long before the first term ends": ("1999-01-01", 3, "2001-12-31"),
    "after the last term it changes nothing": ("2015-01-01", 3, "2007-12-31"),
    "too late for the last renewal": ("2007-07-01", 3, "2007-12-31"),
    "where no renewal is left": ("2001-01-01", 0, "2001-12-31"),
}


@pytest.mark.parametrize(("given", "renewals", "last"), NOTICE.values(), ids=NOTICE.keys())
def test_notice_ends_an_agreement_with_a_limited_number_of_renewals(given, renewals, last):
    entered = facts(**BIENNIAL, tacit=TacitRenewal(24, renewals, 6, day(given)))
    assert [row.state for row in periods(entered)] == ["in-force", "ended"]
    assert periods(entered)[0].until == day(last)


def test_the_last_day_for_notice_is_clipped_to_its_month():
    clause = {"signed": ("2000-09-01",), "ends": "2001-08-31"}
    in_time = facts(**clause, tacit=TacitRenewal(12, None, 6, day("2001-02-28")))
    late = facts(**clause, tacit=TacitRenewal(12, None, 6, day("2001-03-01")))
    assert [periods(entered)[0].until for entered in (in_time, late)] == [day("2001-08-31"), day("2002-08-31")]


def test_a_termination_ends_an_agreement_renewed_for_ever():
    entered = facts(
        **BIENNIAL, tacit=TacitRenewal(24), amendments=[amendment(1, "termination", "2010-01-05", None, "2010-06-30")]
    )
    assert told(entered) == "in-force 2000-01-01..2010-06-30; ended 2010-07-01.."


# The edges of the calendar


EDGES = {
    "an end on the calendar's last day is no end": (
        facts(signed=("2015-01-10",), ends="9999-12-31"),
        "in-force 2015-01-10..",
    ),
    "nor is one that would be renewed": (
        facts(signed=("2015-01-10",), ends="9999-12-31", tacit=TacitRenewal(12, 1, 6, day("2016-01-01"))),
        "in-force 2015-01-10..",
    ),
    "a usual duration that leaves the calendar has no end": (
        facts(signed=("9998-01-01",), default_months=48),
        "in-force 9998-01-01..",
    ),
    "renewals that leave the calendar stop with it": (
        facts(signed=("2000-01-01",), ends="2049-12-31", tacit=TacitRenewal(600, 1000, 6, day("9999-01-01"))),
        "in-force 2000-01-01..9949-12-31; ended 9950-01-01..",
    ),
    "a first day on the calendar's last": (facts(signed=("9999-12-31",)), "unknown 9999-12-31.."),
    "1900": (
        facts(stages=[("1900-01-01", "legal-review")], signed=("1900-01-02",), ends="1900-12-31"),
        "under-discussion 1900-01-01..1900-01-01; in-force 1900-01-02..1900-12-31; ended 1901-01-01..",
    ),
}


@pytest.mark.parametrize(("entered", "life"), EDGES.values(), ids=EDGES.keys())
def test_dates_at_the_edge_of_the_calendar_do_not_break_a_life(entered, life):
    assert told(entered) == life
