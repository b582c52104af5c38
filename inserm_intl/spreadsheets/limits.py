"""How large a spreadsheet may be, and the sentence that refuses one."""

from django.utils.translation import gettext as _

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 32_767  # of a cell, as in Excel
MOST_LINE = 1_000_000  # characters of a line of a CSV file


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """The file or the import cannot be taken; its text is a sentence for the officer."""


def check_row(number: int, cells: list) -> None:
    """Raise Refused for a row that is further down, wider or fuller than allowed."""
    if number > MOST_ROWS + 1:
        raise Refused(_("This file has more than %(most)s rows.") % {"most": MOST_ROWS})
    if len(cells) > MOST_COLUMNS:
        raise Refused(_("Row %(row)s has more than %(most)s columns.") % {"row": number, "most": MOST_COLUMNS})
    if any(isinstance(cell, str) and len(cell) > MOST_CHARACTERS for cell in cells):
        told = {"row": number, "most": MOST_CHARACTERS}
        raise Refused(_("A cell of row %(row)s has more than %(most)s characters.") % told)
