"""The words in which agreements are asked: in force on a day, in a year, ending soon, under revision."""

import datetime

import pytest
from django.contrib.auth.models import Permission, User

from agreements.models import Agreement
from tests.factories import AgreementFactory, AmendmentFactory, StageFactory, day, in_force

pytestmark = pytest.mark.django_db
FOUR_YEARS = {"ends_on": day("2019-01-09")}


@pytest.mark.parametrize(
    ("when", "found"),
    [("2015-01-09", False), ("2015-01-10", True), ("2019-01-09", True), ("2019-01-10", False)],
)
def test_an_agreement_is_found_in_force_from_its_first_day_to_its_last(when, found):
    in_force(**FOUR_YEARS)
    assert Agreement.objects.in_state("in-force", on=day(when)).exists() is found


def test_without_a_day_the_question_is_about_today_in_paris(time_machine):
    in_force(**FOUR_YEARS)
    time_machine.move_to("2019-01-09T22:30:00+00:00")  # 23:30 in Paris
    assert Agreement.objects.in_state("in-force").exists()
    time_machine.move_to("2019-01-09T23:30:00+00:00")  # 00:30 on the 10th
    assert not Agreement.objects.in_state("in-force").exists()
    assert Agreement.objects.in_state("ended").exists()


def test_several_states_are_asked_at_once():
    in_force(**FOUR_YEARS)
    StageFactory(agreement=AgreementFactory(), since=day("2014-01-15"))
    asked = Agreement.objects.in_state("in-force", "under-discussion", on=day("2016-01-01"))
    assert asked.count() == 2


@pytest.mark.parametrize(("year", "found"), [(2014, 0), (2015, 1), (2017, 1), (2019, 1), (2020, 0)])
def test_an_agreement_counts_in_every_year_in_which_it_was_in_force_for_a_day(year, found):
    in_force(**FOUR_YEARS)
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    assert Agreement.objects.in_force_during(first, last).count() == found


def test_an_agreement_suspended_the_whole_year_was_not_in_force_in_it():
    AmendmentFactory(agreement=in_force(**FOUR_YEARS), kind="suspension", signed_on=day("2016-12-31"))
    asked = Agreement.objects.in_force_during
    assert asked(day("2016-01-01"), day("2016-12-31")).exists()
    assert not asked(day("2017-01-01"), day("2017-12-31")).exists()


def test_an_agreement_extended_after_a_gap_counts_once():
    agreement = in_force(**FOUR_YEARS)
    AmendmentFactory(agreement=agreement, kind="extension", signed_on=day("2019-06-01"), new_end=day("2021-01-09"))
    assert Agreement.objects.in_force_during(day("2019-01-01"), day("2019-12-31")).count() == 1


@pytest.mark.parametrize(
    ("when", "found"),
    [("2018-07-08", False), ("2018-07-09", True), ("2019-01-09", True), ("2019-01-10", False), ("2015-01-09", False)],
)
def test_ending_within_six_months_runs_from_six_months_before_to_the_last_day(when, found):
    in_force(**FOUR_YEARS)
    assert Agreement.objects.ending_within(6, on=day(when)).exists() is found


def test_a_suspended_agreement_ends_too():
    AmendmentFactory(agreement=in_force(**FOUR_YEARS), kind="suspension", signed_on=day("2016-12-31"))
    assert Agreement.objects.ending_within(6, on=day("2018-12-01")).exists()


def test_what_was_extended_is_not_ending_any_more():
    AmendmentFactory(agreement=in_force(**FOUR_YEARS), kind="extension", new_end=day("2023-01-09"))
    assert not Agreement.objects.ending_within(6, on=day("2018-12-01")).exists()


def test_what_has_no_end_or_an_unknown_one_is_never_said_to_be_ending():
    in_force()
    in_force(open_ended=False)
    assert not Agreement.objects.ending_within(600, on=day("2018-12-01")).exists()


def test_near_the_end_of_the_calendar_everything_that_ends_is_ending():
    in_force(ends_on=day("9999-12-30"))
    assert Agreement.objects.ending_within(12, on=day("9999-06-01")).exists()


@pytest.mark.parametrize(
    ("when", "found"), [("2016-05-31", False), ("2016-06-01", True), ("2019-01-09", True), ("2019-01-10", False)]
)
def test_under_revision_is_a_flag_on_an_agreement_in_force_from_its_day_on(when, found):
    in_force(**FOUR_YEARS, under_revision_since=day("2016-06-01"))
    assert Agreement.objects.under_revision(on=day(when)).exists() is found
    assert Agreement.objects.in_state("in-force", on=day(when)).exists() is (when != "2019-01-10")


def test_a_list_brings_each_agreement_s_period_of_the_day_with_it(django_assert_num_queries):
    for _ in range(3):
        in_force(**FOUR_YEARS)
    AgreementFactory()
    when = day("2019-01-10")
    with django_assert_num_queries(2):
        periods = [row.period_on(when) for row in Agreement.objects.with_state(when)]
        states = [period and period.state for period in periods]
    assert sorted(states, key=str) == [None, "ended", "ended", "ended"]


def test_lists_begin_with_the_newest_and_what_has_no_first_day_comes_last():
    draft, old, new = AgreementFactory(), in_force(signed="2010-01-01"), in_force(signed="2020-01-01")
    assert list(Agreement.objects.all()) == [new, old, draft]


def test_restricted_agreements_are_seen_by_those_who_may():
    AgreementFactory(published=False, confidentiality="restricted")
    internal = AgreementFactory(published=False, confidentiality="internal")
    officer, director = User.objects.create(username="officer"), User.objects.create(username="director")
    director.user_permissions.add(Permission.objects.get(codename="see_restricted"))
    assert list(Agreement.objects.seen_by(officer)) == [internal]
    assert Agreement.objects.seen_by(director).count() == 2
