"""What a row of an import says to the officer: its columns by their headings, its errors by their place."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .models import ImportRow
from .sheets import Sheet


def told(row: ImportRow, letters: dict, sheet: Sheet) -> dict:
    nothing = _("Nothing here is called “%(text)s”.")
    return {
        "changes": [(f"{part} {label(name, sheet)}".strip(), old, new) for name, part, old, new in row.changes],
        "errors": [(place(number, letters.get(name), label(name, sheet)), said) for number, name, said in row.errors],
        "waits": [(label(name, sheet), nothing % {"text": text}) for name, text in row.waits],
    }


def label(name: str, sheet: Sheet) -> str:
    """The heading of a column; of a field that has none, its own name."""
    if not name:
        return ""
    column = sheet.by_path.get(name)
    return column.label() if column else str(capfirst(sheet.model._meta.get_field(name).verbose_name))


def place(number: int, letter: str | None, heading: str) -> str:
    """ "Row 12, column D “Country”"."""
    told = {"row": number, "column": letter, "label": heading}
    if letter:
        return _("Row %(row)s, column %(column)s “%(label)s”") % told
    return _("Row %(row)s, “%(label)s”") % told if heading else _("Row %(row)s") % told
