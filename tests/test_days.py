"""Dates as officers write them, as readers read them, and what day it is in Paris."""

import contextlib
import datetime
import time

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from inserm_intl.days import (
    PartialDateFormField,
    PartialDateInput,
    PartialDay,
    Precision,
    add_months,
    read,
    shown,
    today,
)
from tests.factories import day

steady = settings(deadline=None, derandomize=True)
WRITTEN = {
    "2016": ("2016-01-01", "2016-12-31", "year"),
    "11/2016": ("2016-11-01", "2016-11-30", "month"),
    "2016-11": ("2016-11-01", "2016-11-30", "month"),
    "2/2016": ("2016-02-01", "2016-02-29", "month"),
    "02.2015": ("2015-02-01", "2015-02-28", "month"),
    "1/11/2016": ("2016-11-01", "2016-11-01", "day"),
    "01/11/2016": ("2016-11-01", "2016-11-01", "day"),
    "1.11.2016": ("2016-11-01", "2016-11-01", "day"),
    "1-11-2016": ("2016-11-01", "2016-11-01", "day"),
    "1 11 2016": ("2016-11-01", "2016-11-01", "day"),
    "2016-11-01": ("2016-11-01", "2016-11-01", "day"),
    "29/02/2016": ("2016-02-29", "2016-02-29", "day"),
    "  2016 ": ("2016-01-01", "2016-12-31", "year"),
    "vers 2000": ("2000-01-01", "2000-12-31", "about"),
    "VERS 2000": ("2000-01-01", "2000-12-31", "about"),
    "v. 2000": ("2000-01-01", "2000-12-31", "about"),
    "about 2000": ("2000-01-01", "2000-12-31", "about"),
    "ca. 2000": ("2000-01-01", "2000-12-31", "about"),
    "hacia 2000": ("2000-01-01", "2000-12-31", "about"),
    "~2000": ("2000-01-01", "2000-12-31", "about"),
}
NO_DATE = [
    *("", " ", "x", "soon", "novembre", "16", "1/11/16", "11/16", "2016-11-01-02", "1/2/3/2016", "2016/2017"),
    *("30/02/2023", "29/02/2015", "2016-13", "13/2016", "00/2016", "0/1/2016", "32/01/2016", "2016-00-01"),
    *("0", "0000", "0001", "1899", "2200", "9999", "99999", "-2016", "vers 1850", "vers 11/2016", "about"),
    *("\0", "2016\0", "20\n16", "😀", "2016😀", "x" * 5_000, "1" * 5_000, "1/" * 2_500 + "2016", "<b>2016</b>"),
]


@pytest.mark.parametrize("text", WRITTEN)
def test_a_date_is_read_as_it_is_written_with_what_is_known_of_it(text):
    first, last, precision = WRITTEN[text]
    start, end = read(text), read(text, end=True)
    assert (start, end) == (day(first), day(last))
    assert start.precision == end.precision == precision


@pytest.mark.parametrize("text", NO_DATE, ids=lambda text: repr(text[:20]))
def test_what_is_no_date_is_refused_with_a_sentence(text):
    with pytest.raises(ValidationError) as refusal:
        read(text)
    assert 10 < len(refusal.value.messages[0]) < 120


@given(st.text() | st.from_regex(r"[0-9/. -]{1,12}"))
@steady
def test_nothing_that_can_be_typed_breaks_the_reading(text):
    with contextlib.suppress(ValidationError):
        assert 1900 <= read(text).year <= 2199


SHOWN = {
    "fr": {"day": "1er novembre 2016", "month": "novembre 2016", "year": "2016", "about": "vers 2016"},
    "en": {"day": "1 November 2016", "month": "November 2016", "year": "2016", "about": "about 2016"},
    "es": {"day": "1 de noviembre de 2016", "month": "noviembre de 2016", "year": "2016", "about": "hacia 2016"},
}


@pytest.mark.parametrize(
    ("language", "precision", "words"),
    [(language, *told) for language, words in SHOWN.items() for told in words.items()],
)
def test_a_date_is_shown_as_precisely_as_it_is_known_and_no_more(language, precision, words):
    with translation.override(language):
        assert shown(day("2016-11-01"), precision) == words


def test_a_date_that_is_not_known_is_shown_as_nothing():
    assert shown(None) == ""


known_days = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))


@pytest.mark.parametrize("language", ["fr", "en", "es"])
@given(when=known_days, precision=st.sampled_from(Precision.values), end=st.booleans())
@steady
def test_what_the_form_shows_is_read_back_as_the_same_date(language, when, precision, end):
    with translation.override(language):
        stored = read(PartialDateInput().format_value(PartialDay.of(when, precision)), end=end)
        again = read(PartialDateInput().format_value(stored), end=end)
    assert (again, again.precision) == (stored, precision)


@pytest.mark.parametrize(
    ("stored", "typed", "changed"),
    [
        (PartialDay.of(day("2016-11-01"), "day"), "01/11/2016", False),
        (PartialDay.of(day("2016-11-01"), "day"), "2016-11-01", False),
        (PartialDay.of(day("2016-11-01"), "day"), "11/2016", True),
        (PartialDay.of(day("2016-11-01"), "month"), "2016-11", False),
        (PartialDay.of(day("2016-11-01"), "month"), "1/11/2016", True),
        (PartialDay.of(day("2016-01-01"), "year"), "vers 2016", True),
        (PartialDay.of(day("2016-01-01"), "year"), "30/02/2016", True),
        (PartialDay.of(day("2016-01-01"), "year"), "", True),
        (None, "", False),
        (None, "2016", True),
    ],
)
def test_a_date_has_changed_when_its_day_or_its_precision_has(stored, typed, changed):
    assert PartialDateFormField(required=False).has_changed(stored, typed) is changed


def test_the_form_takes_a_date_and_lets_an_optional_one_be_empty():
    field = PartialDateFormField(required=False, end=True)
    assert field.clean("2016") == day("2016-12-31")
    assert field.clean("") is None
    with pytest.raises(ValidationError):
        PartialDateFormField(required=True).clean(" ")


# Calendar months


@pytest.mark.parametrize(
    ("start", "months", "then"),
    [
        ("2019-01-31", 1, "2019-02-28"),
        ("2020-01-31", 1, "2020-02-29"),
        ("2020-02-29", 12, "2021-02-28"),
        ("2020-02-29", 48, "2024-02-29"),
        ("2019-12-31", 2, "2020-02-29"),
        ("2019-01-15", 0, "2019-01-15"),
        ("2001-08-31", -6, "2001-02-28"),
        ("2001-01-31", -1, "2000-12-31"),
        ("9999-12-31", 0, "9999-12-31"),
    ],
)
def test_months_are_counted_on_the_calendar_and_clipped_to_their_last_day(start, months, then):
    assert add_months(day(start), months) == day(then)


def test_beyond_the_calendar_there_is_no_day():
    assert add_months(day("9999-12-01"), 1) is None


# Today


@pytest.fixture(params=["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def _server(request, monkeypatch):
    """A server that stands elsewhere."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_server")
@pytest.mark.parametrize(
    ("instant", "in_paris"),
    [
        ("2026-06-30T21:59:59+00:00", "2026-06-30"),
        ("2026-06-30T22:00:00+00:00", "2026-07-01"),
        ("2026-12-31T22:59:59+00:00", "2026-12-31"),
        ("2026-12-31T23:00:00+00:00", "2027-01-01"),
    ],
)
def test_today_is_the_day_in_paris_wherever_the_server_stands(instant, in_paris):
    with time_machine.travel(datetime.datetime.fromisoformat(instant), tick=False):
        assert today() == day(in_paris)
