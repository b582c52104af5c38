"""What the database itself does for a CSV: the same as Python, to the byte."""

import csv
import io

import pytest
from django.db import connection
from django.db.models import Case, DateField, FloatField, QuerySet, TextField, Value
from django.db.models.functions import Cast, NullIf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inserm_intl.models import Page
from inserm_intl.open_data.expressions import BLANKS, Defused
from inserm_intl.open_data.files.csv_files import copy, line, write_rows
from inserm_intl.spreadsheets.escaping import BREAKS, SIGNS, escape
from tests import factories as make

pytestmark = pytest.mark.django_db
any_texts = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# Of what neither database keeps: NUL, and halves of pairs.
KEPT = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
TELLING = sorted({*SIGNS, *BREAKS, *BLANKS, *'",|\\.;%^]N', "\x01", "\x1f", "\x7f", "\ufeff", "é", "文"})
lists_of_texts = st.lists(st.text(st.sampled_from(TELLING) | KEPT, max_size=6), min_size=2, max_size=30)
ODD = [
    "",
    " ",
    "\\.",
    "\\N",
    'a"b',
    '"',
    ",",
    "a\rb",
    "a\nb",
    "a\r\nb",
    " leading",
    "trailing ",
    "\x1f",
    "NULL",
    "=1+1",
]


of_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no COPY")


@pytest.fixture(autouse=True)
def _one_row():
    make.PageFactory(slug="policy")


def row_of(texts, *others):
    """A query for one row, of the texts as a CSV has them written."""
    given_texts = [Defused(NullIf(Cast(Value(text), TextField()), Value(""))) for text in texts]
    return QuerySet(Page).order_by("slug").values_list(*given_texts, *others)


def written(write, rows) -> bytes:
    file = io.BytesIO()
    write(rows, file)
    return file.getvalue()


def test_every_sign_behind_every_blank_is_defused_as_python_does_it():
    signs = sorted({*SIGNS, *BREAKS, "a", "\\", "^", "]", ""})
    texts = [f"{before}{sign}1" for before in ["", "a", *BLANKS, " \t\u3000"] for sign in signs]
    for first in range(0, len(texts), 100):
        part = texts[first : first + 100]
        assert list(row_of(part).get()) == [escape(text) for text in part]


@given(lists_of_texts)
@any_texts
def test_any_text_is_defused_as_python_does_it(texts):
    assert list(row_of(texts).get()) == [escape(text) or None for text in texts]


def test_what_a_query_makes_is_asked_once():
    assert str(row_of(["telling"]).query).count("telling") == 1


@given(lists_of_texts)
@any_texts
def test_what_is_written_is_read_as_it_was(texts):
    content = written(copy if connection.vendor == "postgresql" else write_rows, row_of(texts)).decode()
    read = list(csv.reader(io.StringIO(content, newline=""), strict=True))
    assert read == [[escape(text) for text in texts]]


@of_postgresql
@given(lists_of_texts)
@any_texts
def test_postgresql_writes_what_python_writes(texts):
    assert written(copy, row_of(texts)) == written(write_rows, row_of(texts))


@of_postgresql
def test_postgresql_writes_odd_texts_numbers_and_days_as_python_does():
    numbers = [Cast(Value(number), FloatField()) for number in (0, -0.5, 139, 35.7796, 1e-5, -179.9999, 123456789.25)]
    others = [*numbers, Cast(Value("0987-01-02"), DateField()), Case(default=Value("true"))]
    rows = row_of(ODD, *others)
    assert written(copy, rows) == written(write_rows, rows) == line(rows.get()).encode()
    assert b'""' not in written(copy, rows).replace(b'""b', b"").replace(b'""""', b"")


def test_a_question_that_nothing_can_answer_has_no_rows():
    write = copy if connection.vendor == "postgresql" else write_rows
    assert written(write, Page.objects.none().values_list("slug")) == b""
