"""XLSX: the rows on the first sheet; on the second what they answer, and what each column means."""

from collections.abc import Iterator
from typing import BinaryIO

from django.urls import reverse
from django.utils.translation import gettext as _

from inserm_intl.open_data.columns import Text, Texts
from inserm_intl.open_data.harvesting.publication import LICENCES, TITLE
from inserm_intl.open_data.views import url_of
from inserm_intl.structured import absolute

from .database import read
from .workbook import Workbook

MOST_ROWS = 100_000
# In characters: columns of codes and of words, and those of the second sheet.
NARROW, WIDE, WIDTHS = 14, 40, [28, 90, 18, 14]


def write_xlsx(noun, question, file: BinaryIO) -> None:
    columns = noun.columns.all()
    widths = [WIDE if isinstance(column, Text | Texts) else NARROW for column in columns.values()]
    with Workbook(file) as book:
        book.add(noun.name, list(columns), widths, cells(noun, question), filtered=True)
        book.add("about", [str(TITLE), "", "", ""], WIDTHS, about(noun, question), filtered=False)


def cells(noun, question) -> Iterator[list]:
    columns = noun.columns.all().values()
    for row in read(noun.columns.values(noun.rows(question), question)):
        yield [None if value is None else column.cell(value) for column, value in zip(columns, row, strict=True)]


def about(noun, question) -> Iterator[list]:
    """In the reader's language: the question, its day, the licence, the address, and the columns."""
    for name, value in facts(noun, question):
        yield [str(name), str(value), None, None]
    yield [None] * 4
    yield [_("Column"), _("Meaning"), _("Kind"), _("Unit")]
    for name, column in noun.columns.all().items():
        yield [name, str(column.meaning), str(column.kind), str(column.unit) or None]


def facts(noun, question) -> Iterator[tuple]:
    yield _("Data"), noun.title
    yield _("Situation on"), question.day.isoformat()
    for asked in question.active:
        yield asked["label"], asked["value"]
    for licence in LICENCES:
        yield _("Licence"), f"{licence['title']} — {licence['path']}"
    yield _("The same as a page"), absolute(reverse(noun.page) + question.query())
    yield _("The same as JSON"), url_of(noun, question)
