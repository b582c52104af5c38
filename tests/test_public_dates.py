"""Activities and calls: public from the day they begin, and announced before; open until the minute they close."""

import datetime

import pytest

from agreements.models import Activity, Call
from tests.factories import ActivityFactory, CallFactory, day

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-06-30T12:00:00+00:00")


def seen(model, on=None):
    return list(model.objects.public(on and day(on)))


@pytest.mark.parametrize("status", ["planned", "held", "postponed", "cancelled"])
def test_an_activity_is_public_from_the_day_it_began(status):
    ActivityFactory(status=status, starts_on=day("2015-03-02"))
    ActivityFactory(status=status, starts_on=day("2015-03-02"), published=False)
    assert [len(seen(Activity, when)) for when in ("2015-03-01", "2015-03-02", None)] == [0, 1, 1]


@pytest.mark.parametrize(("status", "found"), [("planned", 1), ("postponed", 1), ("held", 0), ("cancelled", 0)])
def test_what_is_planned_is_announced_today_but_was_not_in_the_past(status, found):
    ActivityFactory(status=status, starts_on=day("2026-09-01"))
    assert len(seen(Activity)) == len(seen(Activity, "2026-08-31")) == found
    assert seen(Activity, "2026-06-29") == []


def test_a_call_is_public_from_its_opening_on_and_announced_before():
    past, announced = CallFactory(), CallFactory(opens_on=day("2026-09-01"), closes_at=paris_evening(2026, 10, 1))
    assert seen(Call, "2015-01-31") == []
    assert seen(Call, "2015-02-01") == seen(Call, "2026-06-29") == [past]
    assert set(seen(Call)) == {past, announced}


def test_a_draft_call_or_one_of_a_draft_programme_is_not_public():
    CallFactory(published=False)
    CallFactory(programme__published=False)
    assert Call.objects.count() == 2
    assert seen(Call) == []


def paris_evening(year, month, date):
    """23:59 in Paris, two hours ahead of UTC in summer."""
    return datetime.datetime(year, month, date, 21, 59, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("when", "found"), [("2026-04-30", 0), ("2026-05-01", 1), ("2026-06-29", 1), ("2026-07-31", 1), ("2026-08-01", 0)]
)
def test_a_call_is_open_from_its_first_day_to_the_day_it_closes_in_paris(when, found):
    CallFactory(opens_on=day("2026-05-01"), closes_at=paris_evening(2026, 7, 31))
    assert Call.objects.open_on(day(when)).count() == found


@pytest.mark.parametrize(("now", "found"), [("2026-07-31T21:58:59+00:00", 1), ("2026-07-31T21:59:01+00:00", 0)])
def test_on_its_last_day_a_call_is_open_until_the_minute_it_closes(now, found, time_machine):
    CallFactory(opens_on=day("2026-05-01"), closes_at=paris_evening(2026, 7, 31))
    time_machine.move_to(now)
    assert Call.objects.open_on().count() == Call.objects.open_on(day("2026-07-31")).count() == found
