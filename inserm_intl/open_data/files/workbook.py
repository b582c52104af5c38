"""A workbook (XLSX), written row after row: neither its size nor that of a sheet is held in memory.

Texts are written as texts: nothing is a formula or a link. The same rows give the same bytes, which
openpyxl would not: it writes down the time.
"""

import datetime
import re
from collections.abc import Iterable
from tempfile import TemporaryDirectory
from typing import BinaryIO, Self

import xlsxwriter

from inserm_intl.spreadsheets.limits import MOST_CHARACTERS

ANY_MOMENT = datetime.datetime(2000, 1, 1)
FIRST_COUNTED = datetime.date(1900, 3, 1)  # Excel counts a day too many before
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What XlsxWriter would take for the format's own marks.
RICH = "<r>"


class Workbook:
    """Sheets are added one after the other, each with its heading row; leaving the block makes a workbook of them."""

    def __init__(self, file: BinaryIO):
        self.folder = TemporaryDirectory()
        self.book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": self.folder.name})
        self.book.set_properties({"created": ANY_MOMENT})
        self.plain, self.bold = self.book.add_format(), self.book.add_format({"bold": True})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed, *_error) -> None:
        with self.folder:
            if not failed:
                return self.book.close()
            for sheet in self.book.worksheets():
                sheet._opt_close()  # the file of its rows, which only a finished workbook would close

    def add(self, title: str, headings: list[str], widths: list[int], rows: Iterable, *, filtered: bool) -> None:
        """A value is None, a text, a number, a boolean or a day."""
        sheet, last = self.book.add_worksheet(title), 0
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 0)
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, self.bold)
        for last, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                if value is not None:
                    self.write(sheet, last, place, value)
        if filtered:
            sheet.autofilter(0, 0, last, len(headings) - 1)

    def write(self, sheet, row: int, place: int, value) -> None:
        match value:
            case str():
                self.write_text(sheet, row, place, value)
            case bool():
                sheet.write_boolean(row, place, value)
            case datetime.date() if value >= FIRST_COUNTED:
                sheet.write_datetime(row, place, value, self.day)
            case datetime.date():
                sheet.write_string(row, place, value.isoformat())
            case _:
                sheet.write_number(row, place, value)

    def write_text(self, sheet, row: int, place: int, value: str) -> None:
        """Signs that no workbook may hold become U+FFFD; what a cell cannot hold is cut off."""
        if not value.isprintable():  # which most texts are, and is soon known
            value = UNWRITABLE.sub("\ufffd", value)
        value = value[:MOST_CHARACTERS]
        if value.startswith(RICH):
            sheet.write_rich_string(row, place, RICH, self.plain, value.removeprefix(RICH) or " ")
        else:
            sheet.write_string(row, place, value)
