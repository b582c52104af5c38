"""Workbooks are opened by another program as they were written: texts, numbers, days; nothing runs."""

import datetime
import io

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from inserm_intl.open_data.files.workbook import Workbook

DAY, OLD = datetime.date(2015, 6, 30), datetime.date(1900, 2, 28)
plain = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")


def opened(*rows, headings=("a", "b")):
    file = io.BytesIO()
    with Workbook(file) as book:
        book.add("rows", list(headings), [14] * len(headings), rows, filtered=True)
        book.add("about", ["what"], [40], [["told"]], filtered=False)
    return openpyxl.load_workbook(file), file.getvalue()


def cells(*values):
    book, _content = opened(values, headings=[str(place) for place in range(len(values))])
    return [cell.value for cell in book["rows"][2]]


def test_values_keep_their_kind():
    written = ["text", 7, 35.7796, -0.5, True, False, None, DAY]
    told = datetime.datetime.combine(DAY, datetime.time())
    assert [(type(value), value) for value in cells(*written)] == [
        (type(value), value) for value in [*written[:-1], told]
    ]


def test_a_day_is_shown_as_iso_8601_and_one_that_excel_miscounts_is_a_text():
    book, _content = opened([DAY, OLD])
    first, second = book["rows"][2]
    assert (first.is_date, first.number_format) == (True, "yyyy-mm-dd")
    assert second.value == "1900-02-28"


def test_no_text_is_run_or_made_a_link():
    risky = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "{=1}",
        "https://example.org/",
        "mailto:a@b.c",
        "007",
    ]
    book, _content = opened(risky, headings=[str(place) for place in range(len(risky))])
    row = book["rows"][2]
    assert [cell.value for cell in row] == risky
    assert {(cell.data_type, cell.hyperlink) for cell in row} == {("s", None)}


def test_marks_of_the_format_itself_are_texts_like_others():
    marks = ["<r><t>bold</t></r>", "</c></row>", "a & b", "&amp;", '"', "]]>", "<!--", " led and followed ", "a\nb"]
    assert cells(*marks) == marks


def test_signs_that_no_workbook_may_hold_are_replaced_and_a_text_too_long_is_cut():
    assert cells("a\x01b\x1f\ufffe", "x" * 40_000) == ["a\ufffdb\ufffd\ufffd", "x" * 32_767]


@given(st.lists(st.text(plain, min_size=1, max_size=20), min_size=1, max_size=30))
@settings(max_examples=30, deadline=None, derandomize=True)
def test_any_text_is_read_as_it_was(texts):
    assert cells(*texts) == texts


def test_the_heading_stays_in_sight_and_rows_can_be_filtered():
    book, _content = opened(["1", "2"], ["3", "4"])
    sheet, about = book["rows"], book["about"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")
    assert [(cell.value, cell.font.bold) for cell in sheet[1]] == [("a", True), ("b", True)]
    assert (about.auto_filter.ref, about["A2"].value) == (None, "told")


def test_the_same_rows_make_the_same_bytes():
    assert opened([DAY, "x"])[1] == opened([DAY, "x"])[1]
