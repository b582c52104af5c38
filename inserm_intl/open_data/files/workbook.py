"""A workbook (XLSX), written row after row: neither its size nor that of a sheet is held in memory.

Written by hand, for a large one takes openpyxl and XlsxWriter five times as long. Texts are written as
texts: nothing is a formula or a link. The same rows give the same bytes.
"""

import datetime
import re
from collections.abc import Callable, Iterable
from typing import BinaryIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import get_column_letter

from . import workbook_parts as parts

MOST_CHARACTERS = 32_767  # that a cell may hold
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LIKE_AN_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# Days are counted from then on; Excel counts one too many before March 1900.
DAY_ZERO, FIRST_COUNTED = datetime.date(1899, 12, 30).toordinal(), datetime.date(1900, 3, 1)


def text(at: str, value: str, style: int = parts.PLAIN) -> str:
    """Signs that no workbook may hold become U+FFFD; what a cell cannot hold is cut off."""
    if not value.isprintable():  # which most texts are, and is soon known
        value = UNWRITABLE.sub("\ufffd", value)
    shown = LIKE_AN_ESCAPE.sub("_x005F_", value[:MOST_CHARACTERS])
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escape(shown)}</t></is></c>'


def number(at: str, value: float) -> str:
    return f'<c r="{at}"><v>{value}</v></c>'


def flag(at: str, value: bool) -> str:
    return f'<c r="{at}" t="b"><v>{value:d}</v></c>'


def day(at: str, value: datetime.date) -> str:
    if value < FIRST_COUNTED:
        return text(at, value.isoformat())
    return f'<c r="{at}" s="{parts.DAY}"><v>{value.toordinal() - DAY_ZERO}</v></c>'


CELLS: dict[type, Callable[..., str]] = {str: text, int: number, float: number, bool: flag, datetime.date: day}


def heading(letters: list[str], headings: list[str]) -> str:
    cells = (text(f"{letter}1", heading, parts.BOLD) for letter, heading in zip(letters, headings, strict=True))
    return f'<row r="1">{"".join(cells)}</row>'


def line(letters: list[str], number: int, row: Iterable) -> str:
    cells = "".join(
        CELLS[type(value)](f"{letter}{number}", value)
        for letter, value in zip(letters, row, strict=True)
        if value is not None
    )
    return f'<row r="{number}">{cells}</row>'


class Workbook:
    """Sheets are added one after the other, each with its heading row; on leaving it, a workbook is made of them."""

    def __init__(self, file: BinaryIO):
        self.archive = ZipFile(file, "w", ZIP_DEFLATED)
        self.sheets: list[parts.Sheet] = []

    def add(self, title: str, headings: list[str], widths: list[int], rows: Iterable, *, filtered: bool) -> None:
        """A value is None, a text, a number, a boolean or a day."""
        letters, last = [get_column_letter(place) for place in range(1, len(headings) + 1)], 1
        with self.archive.open(f"xl/worksheets/sheet{len(self.sheets) + 1}.xml", "w") as sheet:
            sheet.write(f"{parts.sheet_head(widths)}{heading(letters, headings)}".encode())
            for last, row in enumerate(rows, 2):
                sheet.write(line(letters, last, row).encode())
            self.sheets.append(parts.Sheet(title, letters[-1], last, filtered))
            sheet.write(parts.sheet_foot(self.sheets[-1]).encode())

    def __enter__(self):
        return self

    def __exit__(self, kind, *_error):
        """Where writing broke off, the file is of no use, but the archive must not be closed later than it."""
        if kind is None:
            for name, content in parts.rest(self.sheets):
                with self.archive.open(name, "w") as part:  # of no day in particular, unlike `writestr`
                    part.write(content.encode())
        self.archive.close()
