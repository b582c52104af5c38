"""Stored periods: what every list, filter and figure asks. They follow from the facts, whoever writes them."""

import pytest

from agreements.models import Party
from tests.factories import (
    AgreementFactory,
    AmendmentFactory,
    PartyFactory,
    StageFactory,
    day,
    in_force,
)

pytestmark = pytest.mark.django_db


def stored(agreement):
    """The stored periods, as the worked examples are written."""
    return "; ".join(f"{row.state} {row.since}..{row.until or ''}" for row in agreement.periods.all())


LIFE = "in-force 2015-01-10..2019-01-09; ended 2019-01-10.."


# What the rows of an agreement say of its life


def test_an_agreement_signed_by_both_sides_has_its_periods_stored():
    assert stored(in_force(ends_on=day("2019-01-09"))) == LIFE


@pytest.mark.parametrize("role", ["in-presence", "co-signatory", "funder"])
def test_only_parties_need_to_sign(role):
    agreement = in_force(ends_on=day("2019-01-09"))
    PartyFactory(agreement=agreement, role=role)
    assert stored(agreement) == LIFE


def test_a_party_added_without_its_signature_undoes_the_signing():
    agreement = in_force()
    PartyFactory(agreement=agreement)
    assert stored(agreement) == ""


def test_stages_amendments_and_the_usual_duration_are_read():
    agreement = in_force(open_ended=False, instrument__default_months=24)
    StageFactory(agreement=agreement, since=day("2014-01-15"))
    assert stored(agreement) == (
        "under-discussion 2014-01-15..2015-01-09; in-force 2015-01-10..2017-01-09; unknown 2017-01-10.."
    )
    AmendmentFactory(agreement=agreement, kind="termination", signed_on=day("2016-01-01"), new_end=day("2016-06-30"))
    assert stored(agreement).endswith("in-force 2015-01-10..2016-06-30; ended 2016-07-01..")
    assert [row.reason for row in agreement.periods.all()] == ["", "", "terminated"]


def test_of_two_stages_on_one_day_the_one_entered_last_is_the_current_one():
    agreement = AgreementFactory()
    StageFactory(agreement=agreement, kind="under-discussion")
    StageFactory(agreement=agreement, kind="not-pursued")
    assert stored(agreement) == "not-pursued 2014-01-15.."


def test_the_renewal_clause_and_its_notice_are_read():
    clause = {"ends_on": day("2017-01-09"), "renewal": "tacit", "renewal_months": 24, "notice_months": 6}
    assert stored(in_force(**clause)) == "in-force 2015-01-10.."
    assert stored(in_force(**clause, renewal_maximum=1)).startswith("in-force 2015-01-10..2019-01-09;")
    assert stored(in_force(**clause, notice_given_on=day("2016-07-09"))).startswith("in-force 2015-01-10..2017-01-09;")
    assert stored(in_force(**clause, notice_given_on=day("2016-07-10"))).startswith("in-force 2015-01-10..2019-01-09;")


def test_another_clause_renews_nothing_by_itself():
    express = in_force(ends_on=day("2019-01-09"), renewal="express", renewal_months=48)
    assert stored(express) == LIFE


def test_a_renewal_is_another_agreement_and_leaves_its_predecessor_as_it_was():
    first = in_force(ends_on=day("2019-01-09"))
    in_force(signed="2018-12-01", effective_on=day("2019-01-10"), predecessor=first)
    first.rebuild_periods()
    assert stored(first) == LIFE


# First and last day


FIRST_AND_LAST = {
    "signed and ending": ({"ends_on": day("2019-01-09")}, "2015-01-10", "2019-01-09"),
    "without an end": ({}, "2015-01-10", None),
    "of unknown end": ({"open_ended": False}, "2015-01-10", None),
    "of unknown end and duration": ({"open_ended": False, "instrument__default_months": None}, "2015-01-10", None),
    "in effect before signature": ({"effective_on": day("2014-01-01")}, "2014-01-01", None),
    "in effect after signature": ({"effective_on": day("2016-01-01")}, "2016-01-01", None),
    "not signed": ({"signed": None, "effective_on": day("2016-01-01"), "ends_on": day("2019-01-09")}, None, None),
}


@pytest.mark.parametrize(("entered", "first", "last"), FIRST_AND_LAST.values(), ids=FIRST_AND_LAST)
def test_the_first_and_the_last_day_in_force_are_stored_with_the_agreement(entered, first, last):
    agreement = in_force(**entered)
    assert (agreement.first_day, agreement.last_day) == (first and day(first), last and day(last))


@pytest.mark.parametrize(
    ("amended", "last"),
    [
        ({"kind": "extension", "new_end": day("2023-01-09")}, "2023-01-09"),
        ({"kind": "extension", "new_end": day("2023-01-09"), "signed_on": None}, "2019-01-09"),
        ({"kind": "extension", "new_end": day("2023-01-09"), "effective_on": day("2019-01-10")}, "2023-01-09"),
        ({"kind": "extension", "new_end": day("2023-01-09"), "signed_on": day("2019-06-01")}, "2023-01-09"),
        ({"kind": "termination", "new_end": day("2016-12-31")}, "2016-12-31"),
        ({"kind": "suspension"}, "2019-01-09"),
    ],
)
def test_the_last_day_is_the_end_after_all_signed_amendments(amended, last):
    agreement = in_force(ends_on=day("2019-01-09"))
    AmendmentFactory(agreement=agreement, **amended)
    agreement.refresh_from_db()
    assert agreement.last_day == day(last)


def test_both_are_known_as_precisely_as_the_dates_they_come_from():
    known_to_the_year = {"effective_on": day("2016-01-01"), "effective_on_precision": "year"}
    ends = {"ends_on": day("2019-11-30"), "ends_on_precision": "month"}
    agreement = in_force(**known_to_the_year, **ends)
    assert (agreement.first_day_precision, agreement.last_day_precision) == ("year", "month")
    AmendmentFactory(agreement=agreement, kind="extension", new_end=day("2023-01-09"))
    agreement.refresh_from_db()
    assert (agreement.first_day_precision, agreement.last_day_precision) == ("year", "day")


def test_a_first_day_that_is_a_signature_is_known_as_precisely_as_the_vaguest_of_that_day():
    agreement = in_force(signed="2015-01-01")
    Party.objects.filter(side="partner").update(signed_on_precision="month")
    agreement.rebuild_periods()
    agreement.refresh_from_db()
    assert agreement.first_day_precision == "month"
