"""What a row of an import says to the officer: its columns by their headings, its errors by their place."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import ImportRow
from .sheets import Reader, Sheet

MOST_NAMED = 20


def told(row: ImportRow, letters: dict, r: Reader) -> dict:
    sheet = r.sheet
    nothing = _("Nothing here is called “%(text)s”.")
    return {
        "changes": [change(r, *changed) for changed in row.changes],
        "errors": [(place(number, letters.get(name), label(name, sheet)), said) for number, name, said in row.errors],
        "waits": [(label(name, sheet), nothing % {"text": text}) for name, text in row.waits],
    }


def change(r: Reader, name: str, part: str, old: str, new: str) -> tuple[str, str, str]:
    """What the cell held and holds, without what has gone out of the officer's sight since."""
    column = r.sheet.by_path.get(name)
    if column:
        old, new = column.seen(old, r), column.seen(new, r)
    return f"{part} {label(name, r.sheet)}".strip(), old, new


def kept_told(kept: list[tuple[ImportRow, str]], rows_seen) -> str:
    """The rows that undoing an import left, each with the reason, and the record's name where it is in sight."""
    named, count = kept[:MOST_NAMED], len(kept)
    seen = set(rows_seen.filter(pk__in=[row.pk for row, _why in named]).values_list("pk", flat=True))
    rows = (f"{row.number} {row.record_name} – {why}" if row.pk in seen else hidden(row) for row, why in named)
    head = ngettext("%(count)s row was kept:", "%(count)s rows were kept:", count) % {"count": count}
    return f"{head} {'; '.join(rows)}{' …' if count > MOST_NAMED else ''}"


def hidden(row: ImportRow) -> str:
    why = _("out of your sight since")
    return f"{row.number} – {why}"


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
