"""Calls for applications on any day: open, announced or closed, in one list, in the order that helps who applies."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.models import Call
from tests import factories as make
from tests.factories import day
from tests.reading import ask, listed

pytestmark = pytest.mark.django_db
NOON = "2026-06-30T12:00:00+00:00"
STATES = ("open", "announced", "closed")


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(NOON, tick=False)


def closing(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)


def call(slug, opens, closes, **fields):
    return make.CallFactory(slug=slug, opens_on=day(opens), closes_at=closing(closes), **fields)


@pytest.fixture
def calls():
    """Two of each state."""
    call("late", "2026-01-01", "2026-12-31T22:59")
    call("soon", "2026-03-01", "2026-07-01T10:00")
    call("next-year", "2027-02-01", "2027-03-31T16:00")
    call("autumn", "2026-09-01", "2026-10-31T16:00")
    call("long-ago", "2014-01-01", "2014-03-31T16:00")
    call("this-morning", "2026-05-01", "2026-06-30T11:59")


def test_those_open_come_first_the_next_to_close_before_the_others_and_those_closed_last(client, calls):
    assert listed(client, "calls") == ["soon", "late", "autumn", "next-year", "this-morning", "long-ago"]
    assert listed(client, "calls", sort="-open") == ["long-ago", "this-morning", "next-year", "autumn", "late", "soon"]


def test_a_call_has_one_state_on_a_day(client, calls):
    found = {state: listed(client, "calls", state=state) for state in STATES}
    assert found == {
        "open": ["soon", "late"],
        "announced": ["autumn", "next-year"],
        "closed": ["this-morning", "long-ago"],
    }


def test_another_day_asks_for_whole_days_and_what_was_announced_then_is_not_known(client, calls):
    assert listed(client, "calls", state="open", on="2026-06-29") == ["this-morning", "soon", "late"]
    assert listed(client, "calls", state="announced", on="2026-06-29") == []
    assert listed(client, "calls", on="2014-03-31", state="open") == ["long-ago"]
    assert listed(client, "calls", on="2014-04-01", state="closed") == ["long-ago"]
    assert listed(client, "calls", on="2026-10-31", state="open") == ["autumn", "late"]


def test_the_list_and_a_call_s_own_page_say_the_same_of_each_day(client, calls):
    words = {"open": "Ouvert", "announced": "Pas encore ouvert", "closed": "Clos"}
    for on in ("2014-03-31", "2026-06-30", "2026-09-01", "2028-01-01"):
        for state, word in words.items():
            for slug in listed(client, "calls", on=on, state=state):
                programme = Call.objects.get(slug=slug).programme
                page = ask(client, f"programmes/{programme.slug}/calls/{slug}/", on=on)
                assert page.one(class_="page-head").one("strong").text == word, (on, slug)
                cells = ask(client, "calls/", on=on, id=f"{programme.slug}/{slug}").all("td", data_label="État")
                assert [cell.text for cell in cells] == [word]


def test_a_closing_minute_is_told_on_the_clock_of_the_call(client):
    call("tokyo", "2026-03-01", "2026-12-11T08:00", time_zone="Asia/Tokyo")
    (cell,) = ask(client, "calls/").all("td", data_label="Clôture le")
    assert cell.one("time").attrs["datetime"] == "2026-12-11T17:00:00+09:00"
    assert cell.text.startswith("11 décembre 2026 à 17 h heure de Tokyo")


def test_words_are_looked_for_in_a_call_and_in_its_programme(client):
    programme = make.ExchangeProgrammeFactory(title_fr="Séjours au Québec", slug="quebec")
    call("this", "2026-03-01", "2026-07-01T10:00", programme=programme, title_en="Short stays", funding_fr="Billet")
    call("other", "2026-03-01", "2026-07-01T10:00")
    for words in ("quebec", "SHORT", "short quebec", "billet"):
        assert listed(client, "calls", q=words) == ["this"]
    assert listed(client, "calls", q="short nulle-part") == []


def test_the_programmes_lead_to_all_calls(client, calls):
    assert "/fr/calls/" in ask(client, "programmes/").links()
    assert ask(client, "programmes/", on="2015-06-30").links("/fr/calls/") == ["/fr/calls/?on=2015-06-30"]


def test_the_list_of_calls_is_part_of_the_exchanges_in_the_menu(client):
    (current,) = ask(client, "calls/").one("nav", class_="menu").all("a", aria_current="true")
    assert current.attrs["href"] == "/fr/programmes/"


@given(opens=st.integers(-40, 40), open_for=st.integers(0, 40), asked=st.integers(-90, 90), hour=st.integers(0, 21))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_call_is_in_exactly_one_state_and_open_means_that_one_can_answer(opens, open_for, asked, hour):
    noon = timezone.localdate()
    Call.objects.all().delete()
    opening = noon + datetime.timedelta(opens)
    closes = datetime.datetime.combine(opening + datetime.timedelta(open_for), datetime.time(hour), datetime.UTC)
    found = make.CallFactory(opens_on=opening, closes_at=closes)
    on = noon + datetime.timedelta(asked)
    (state,) = Call.objects.with_state(on).values_list("state", flat=True)
    over = closes < timezone.now() if on == noon else closes.astimezone().date() < on
    assert state == ("closed" if over else "open" if opening <= on else "announced")
    assert list(Call.objects.open_on(on)) == ([found] if state == "open" else [])
