"""What an XLSX file is before anything is built of it: its parts are counted as they stream by.

A few kilobytes of XLSX may unpack to gigabytes, or hold one row of a million cells, which a reader
would build whole. Nothing here grows with the file.
"""

import re
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipFile

from django.utils.translation import gettext as _

from .limits import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, Refused

MEGABYTE = 1024 * 1024
MOST_PARTS = 500
MOST_UNPACKED = 80 * MEGABYTE
SHEET, STRINGS, OTHER = 50 * MEGABYTE, 25 * MEGABYTE, 4 * MEGABYTE
MOST_STRINGS = 300_000
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")


def check_parts(archive: ZipFile) -> None:
    """Raise Refused unless each part is of a size, and of a shape, that can be read."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        raise Refused(_("This is no Excel workbook: save it as .xlsx or .csv."))
    # Python unpacks no more of a part than it declares.
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED or len(names) < len(parts):
        raise too_large()
    for part in parts:
        if part.flag_bits & 1:
            raise Refused(_("This workbook is protected by a password."))
        if part.filename.endswith((".xml", ".rels")):
            check_part(archive, part)


def check_part(archive: ZipFile, part) -> None:
    is_sheet = part.filename.startswith("xl/worksheets/")
    most = SHEET if is_sheet else STRINGS if part.filename == "xl/sharedStrings.xml" else OTHER
    if part.file_size > most:
        raise too_large()
    with archive.open(part) as source:
        Scan(is_sheet).read(source)


def too_large() -> Refused:
    return Refused(_("Unpacked, this workbook is too large."))


class Scan:
    """Counts one part as it streams by."""

    def __init__(self, is_sheet: bool):
        self.is_sheet = is_sheet
        self.row = self.cells = self.strings = self.characters = self.depth = 0
        self.formula = self.value = False

    def read(self, source: IO[bytes]) -> None:
        parser = ParserCreate()
        parser.StartDoctypeDeclHandler = self.refuse_entities
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.say
        try:
            while block := source.read(64 * 1024):
                parser.Parse(block)
            parser.Parse(b"", True)
        except ExpatError:
            raise Refused(_("This workbook is damaged: open it and save it again.")) from None

    def refuse_entities(self, *declared) -> None:
        raise Refused(_("This workbook declares entities, as no spreadsheet does."))

    def start(self, tag: str, said: dict) -> None:
        name = tag.rpartition(":")[2]
        self.depth += 1
        if self.depth > 60:
            raise too_large()
        if name in {"row", "c", "si"}:
            self.characters = 0
        if name == "si":
            self.strings += 1
            if self.strings > MOST_STRINGS:
                raise too_large()
        if not self.is_sheet:
            return
        if name == "row":
            self.start_row(said)
        elif name == "c":
            self.start_cell(said)
        elif name == "f":
            self.formula = True
        elif name in {"v", "is"}:
            self.value = True

    def start_row(self, said: dict) -> None:
        number = said.get("r", "")
        self.row = int(number) if number.isdecimal() and len(number) < 9 else self.row + 1
        self.cells = 0
        if self.row > MOST_ROWS + 1:
            raise Refused(_("This file has more than %(most)s rows.") % {"most": MOST_ROWS})

    def start_cell(self, said: dict) -> None:
        self.cells += 1
        self.formula = self.value = False
        self.place = said.get("r", "")
        if self.cells > MOST_COLUMNS or column_of(self.place) > MOST_COLUMNS:
            told = {"row": self.row, "most": MOST_COLUMNS}
            raise Refused(_("Row %(row)s has more than %(most)s columns.") % told)

    def end(self, tag: str) -> None:
        self.depth -= 1
        if self.is_sheet and tag.rpartition(":")[2] == "c" and self.formula and not self.value:
            told = {"cell": self.place or self.row}
            raise Refused(
                _("The formula in %(cell)s was never calculated: open the file, save it and try again.") % told
            )

    def say(self, text: str) -> None:
        self.characters += len(text)
        if self.characters > MOST_CHARACTERS * 2:
            told = {"row": self.row, "most": MOST_CHARACTERS}
            raise Refused(_("A cell of row %(row)s has more than %(most)s characters.") % told)


def column_of(place: str) -> int:
    """The number of a cell's column: 28 of AB7; 0 where its place is not said."""
    found = PLACE.match(place)
    if place and not found:
        return MOST_COLUMNS + 1
    number = 0
    for letter in found[1] if found else "":
        number = number * 26 + ord(letter) - 64
    return number
