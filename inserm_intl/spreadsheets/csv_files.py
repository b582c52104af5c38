"""CSV as Excel, LibreOffice and databases write it: any of three separators, four encodings."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .escaping import escape, unescape
from .limits import MOST_LINE, Refused

SEPARATORS = ";,\t"


def decoded(raw: bytes) -> str:
    """UTF-8, with or without a mark, UTF-16 with one, else Windows-1252."""
    encodings = ["utf-16"] if raw.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise Refused(_("This file holds NUL characters: it is no table of text."))
        return text
    raise Refused(_("This file is written in an unknown encoding: save it as CSV UTF-8."))


def separator_of(line: str) -> str:
    """The commonest outside quotation marks in the row of headings."""
    outside = "".join(line.split('"')[::2])
    return max(SEPARATORS, key=outside.count)


def lines_of(text: str) -> Iterator[str]:
    """Lines, none of them endless; `\r` alone, as some old programs end them, included."""
    file = io.StringIO(text, newline="")
    while line := file.readline(MOST_LINE + 1):
        if len(line) > MOST_LINE:
            raise Refused(_("A line of this file is longer than %(most)s characters.") % {"most": MOST_LINE})
        yield line


def rows_of_csv(file: BinaryIO) -> Iterator[tuple[int, list[str]]]:
    text = decoded(file.read().lstrip(BOM_UTF8))
    first = text[:MOST_LINE].lstrip("\r\n").splitlines()[:1]
    told = first[0].casefold() if first else ""
    # Excel's own first line, which is not a row.
    said = told[4:5] if told.startswith("sep=") else ""
    lines = lines_of(text.lstrip("\r\n").partition("\n")[2] if said else text)
    reader = csv.reader(lines, delimiter=said or separator_of(first[0] if first else ""), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            yield number, [unescape(cell) for cell in cells]
    except csv.Error as error:
        told = {"row": reader.line_num, "why": error}
        raise Refused(_("Line %(row)s of this file cannot be read as CSV (%(why)s).") % told) from None


class Echo:
    """A file that gives back each line in place of keeping it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(headings: list[str], rows: Iterable[list]) -> Iterator[str]:
    """As Excel opens it in the officer's language: a mark of UTF-8, and semicolons where commas are decimal."""
    writer = csv.writer(Echo(), delimiter="," if get_language() == "en" else ";")
    yield BOM_UTF8.decode()
    for row in chain([headings], rows):
        yield writer.writerow([escape(cell) if isinstance(cell, str) else cell for cell in row])
