"""Names in an import of declared collaborations that are of nothing known: each waits for somebody to say whose it is.

A choice is remembered as another name of the institution or unit, so that next year's file needs none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.db import transaction
from django.utils.translation import gettext as _

from inserm_intl.folding import fold
from inserm_intl.record_admin.past.keeping import keep_first
from inserm_intl.spreadsheets.applying import again, write
from inserm_intl.spreadsheets.histories import Done, keep_histories
from inserm_intl.spreadsheets.limits import Refused
from inserm_intl.spreadsheets.models import ImportRow, RowKind, State
from inserm_intl.spreadsheets.previewing import AT_ONCE
from inserm_intl.spreadsheets.sheets import Reader
from partners.likeness import alike
from partners.models import Cooperation

from .cooperation_sheet import country_code

UNIT, INSTITUTION = "unit", "institution"


@dataclass
class Waiting:
    """One name, of a unit or of an institution in a country, and the rows that wait for it."""

    column: str
    text: str
    country: str
    rows: list[ImportRow] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.column}|{self.country}|{fold(self.text)}"

    def numbers(self) -> str:
        return ", ".join(f"{row.of_import.file_name} {row.number}" for row in self.rows[:3])

    def proposals(self, r: Reader) -> list:
        if self.column == INSTITUTION:
            return alike(self.text, self.country or None)
        return units_like(self.text, r)


def units_like(text: str, r: Reader) -> list:
    known = r.known(r.sheet.by_name[UNIT])
    names = get_close_matches(fold(text), known.by_name, n=8, cutoff=0.6)
    found = {row.pk: row for name in names for row in known.by_name[name].values()}
    return list(found.values())[:5]


def rows_waiting():
    rows = ImportRow.objects.filter(
        kind=RowKind.TO_MATCH, of_import__state=State.DONE, of_import__noun=Cooperation._meta.label_lower
    )
    return rows.select_related("of_import").order_by("of_import", "number")


def waiting(r: Reader, rows=None) -> list[Waiting]:
    """The names that rows of confirmed imports wait for, those of the most rows first."""
    found: dict[str, Waiting] = {}
    for row in (rows_waiting() if rows is None else rows).iterator(chunk_size=AT_ONCE):
        for name in names_of(row, r):
            found.setdefault(name.key, name).rows.append(row)
    return sorted(found.values(), key=lambda name: (-len(name.rows), name.key))


def locked(key: str, r: Reader) -> Waiting:
    """The name and its rows, which nobody else matches meanwhile."""
    for name in waiting(r, rows_waiting().select_for_update(of=("self",))):
        if name.key == key:
            return name
    raise Refused(_("Nothing waits for this name any more."))


def names_of(row: ImportRow, r: Reader) -> Iterator[Waiting]:
    for column, text in row.waits:
        country = country_code(row.line["cells"], r) if column == INSTITUTION else None
        yield Waiting(column, text, country or "")


@transaction.atomic
def match(key: str, record, r: Reader) -> int:
    """The name is that of the record (None: of no institution, only the country counts); return the rows entered."""
    name = locked(key, r)
    if record is not None:
        if name.country and record.country_id != name.country:
            raise Refused(_("The institution is not in this country."))
        remember(record, name.text, r)
    elif name.column != INSTITUTION or not name.country:
        raise Refused(_("These rows name no country: choose an institution."))
    for row in name.rows:
        answer(row, name, record, r)
    return enter(name.rows, Reader(r.admin, r.request))


def answer(row: ImportRow, name: Waiting, record, r: Reader) -> None:
    """Write the choice in the row, by a code that is of nothing else."""
    column = r.sheet.by_name[name.column]
    row.line["cells"][name.column] = f"[{r.known(column).code(record)}]" if record else ""


def remember(record, text: str, r: Reader) -> None:
    """Add the name to those of the record, as its form would."""
    model = type(record)
    record = model._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
    if fold(text) in {fold(line) for line in record.aliases.splitlines()}:
        return
    record.aliases = "\n".join([*record.aliases.splitlines(), text])
    keep_first(record)
    record.version += 1
    record.save()
    keep_histories([Done(record, fields=("aliases",))], r.user, _("Name found in an import"))


def enter(rows: list[ImportRow], r: Reader) -> int:
    """Enter the rows that wait for nothing else; those that are still wrong keep waiting, and say why."""
    count = 0
    for first in range(0, len(rows), AT_ONCE):
        batch = rows[first : first + AT_ONCE]
        judged = list(zip(batch, again(batch, r), strict=True))
        ready = [(row, verdict) for row, verdict in judged if verdict and not verdict.errors and not verdict.waits]
        write([row for row, _verdict in ready], [verdict for _row, verdict in ready], r)
        for row, verdict in judged:
            row.waits, row.errors = (verdict.waits, verdict.errors) if verdict else ([], overtaken(row))
        ImportRow.objects.bulk_update(batch, ["line", "waits", "errors"], batch_size=100)
        count += len(ready)
    return count


def overtaken(row: ImportRow) -> list:
    return [[row.number, "", _("The record was changed by somebody after the preview.")]]


@transaction.atomic
def leave_out(key: str, r: Reader) -> int:
    """The rows that wait for the name are not entered."""
    rows = [row.pk for row in locked(key, r).rows]
    return ImportRow.objects.filter(pk__in=rows).update(kind=RowKind.LEFT_OUT)


def found(column: str, text: str, r: Reader):
    """The record that somebody typed, by its code, address or a name of its own."""
    rows = r.known(r.sheet.by_name[column]).find(text)
    if len(rows) != 1:
        raise Refused(_("Nothing here is called “%(text)s”.") % {"text": text})
    return rows[0]
