"""XLSX, read and written row by row: memory does not grow with the sheet."""

import datetime
import warnings
from collections.abc import Iterable, Iterator
from decimal import Decimal
from tempfile import TemporaryFile
from typing import IO, BinaryIO
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from .escaping import escape, unescape
from .limits import MOST_CHARACTERS, Refused
from .xlsx_guard import check_parts

DAY = "DD/MM/YYYY"


def rows_of_xlsx(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet."""
    try:
        with ZipFile(file) as archive:
            check_parts(archive)
        file.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl's, about styles and extensions that are of no matter here
            yield from rows_of_sheet(load_workbook(file, read_only=True, data_only=True, keep_links=False))
    except Refused:
        raise
    except (BadZipFile, EOFError, KeyError, ValueError, TypeError, IndexError, SyntaxError, OSError, OverflowError):
        raise Refused(_("This workbook is damaged: open it and save it again.")) from None


def rows_of_sheet(workbook) -> Iterator[tuple[int, list[str]]]:
    sheets = workbook.worksheets
    if not sheets:
        raise Refused(_("This workbook has no sheet of cells."))
    # What a sheet declares of its size need not be so.
    sheets[0].reset_dimensions()
    for number, cells in enumerate(sheets[0].iter_rows(), 1):
        yield number, [text_of(cell) for cell in cells]
    workbook.close()


def text_of(cell) -> str:
    """What stands in a cell as an officer would type it; a month that Excel made a day of is a month again."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}" if "d" in cell.number_format.casefold() else f"{value:%m/%Y}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return unescape(value) if isinstance(value, str) else str(value)


def kept_by_xlsx(text: str) -> str:
    """What is left of a text once written to XLSX and read again: no control signs, one kind of line end."""
    lines = ILLEGAL_CHARACTERS_RE.sub("\ufffd", text).replace("\r\n", "\n").replace("\r", "\n")
    return lines.replace("x005F_", "")[:MOST_CHARACTERS]


def written(value):
    """A cell's value: texts that can neither run nor break the file, days as days."""
    if isinstance(value, str):
        return ILLEGAL_CHARACTERS_RE.sub("\ufffd", escape(value))[:MOST_CHARACTERS]
    return float(value) if isinstance(value, Decimal) else value


class Book:
    """A workbook that is written sheet after sheet, row after row."""

    def __init__(self):
        self.workbook = Workbook(write_only=True)

    def add(self, title: str, headings: list[str], rows: Iterable[list], widths: Iterable[int] = ()) -> None:
        sheet = self.workbook.create_sheet(title[:31])
        sheet.freeze_panes = "B2"
        for index, width in enumerate(widths or [max(12, min(40, len(heading) + 4)) for heading in headings], 1):
            sheet.column_dimensions[get_column_letter(index)].width = width
        sheet.append([self.heading(sheet, heading) for heading in headings])
        for row in rows:
            sheet.append([self.cell(sheet, value) for value in row])

    def heading(self, sheet, text: str) -> WriteOnlyCell:
        cell = WriteOnlyCell(sheet, written(text))
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        return cell

    def cell(self, sheet, value):
        if not isinstance(value, datetime.date):
            return written(value)
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = DAY
        return cell

    def file(self) -> IO[bytes]:
        """The workbook in a file that is gone once closed."""
        file = TemporaryFile()  # noqa: SIM115 - closed by whoever sends it
        self.workbook.save(file)
        file.seek(0)
        return file
