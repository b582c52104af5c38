"""From an uploaded file to an import that waits to be confirmed: of the register nothing is changed."""

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from .grouping import lines_of
from .judging import Verdict, judge
from .limits import Refused
from .models import Import, ImportRow, RowKind, State
from .reading import rows_of
from .sheets import Line, Reader

AT_ONCE = 500
KEPT = datetime.timedelta(days=7)


def preview(uploaded, r: Reader) -> Import:
    """Read the file and store what it would do; raises Refused where it cannot be read."""
    Import.objects.filter(state=State.PREVIEWED, read_at__lt=timezone.now() - KEPT).delete()
    # To its end, before anything of it is judged or stored.
    for _row in rows_of(uploaded):
        pass
    rows = rows_of(uploaded)
    columns, letters, notices = headings(rows, r)
    made = Import.objects.create(
        noun=r.sheet.model._meta.label_lower,
        file_name=uploaded.name[-200:],
        digest=digest(uploaded),
        officer=r.user,
        letters=letters,
        notices=notices,
    )
    try:
        store(made, lines_of(rows, columns, r.sheet), r)
    except BaseException:
        made.delete()
        raise
    return made


def digest(uploaded) -> str:
    place = uploaded.file.tell()
    uploaded.file.seek(0)
    found = hashlib.file_digest(uploaded.file, "sha256").hexdigest()
    uploaded.file.seek(place)
    return found


def headings(rows: Iterator, r: Reader):
    """The columns of the first row, by their place; the letters of each; what to tell of those unknown."""
    _number, cells = next(rows, (0, []))
    columns, letters, unknown = {}, {}, []
    for place, heading in enumerate(cells):
        column = r.sheet.column_at(heading) if heading.strip() else None
        letter = get_column_letter(place + 1)
        if column is None:
            unknown += [f"{letter} ({heading.strip()[:60]})"] if heading.strip() else []
            continue
        if column.path in letters:
            told = {"one": letters[column.path], "other": letter, "heading": heading.strip()}
            raise Refused(_("Columns %(one)s and %(other)s have the same heading, “%(heading)s”.") % told)
        columns[place], letters[column.path] = column, letter
    if not columns:
        known = ", ".join(column.label() for column in r.sheet.all_columns()[:6])
        raise Refused(
            _("No heading of the first row is known here. Expected are such as: %(known)s.") % {"known": known}
        )
    notices = [_("Columns that are not known, and not read: %(names)s.") % {"names": ", ".join(unknown)}]
    return columns, letters, notices if unknown else []


def batches(lines: Iterable[Line], size: int = AT_ONCE) -> Iterator[list[Line]]:
    lines = iter(lines)
    while batch := list(islice(lines, size)):
        yield batch


def store(made: Import, lines: Iterable[Line], r: Reader) -> None:
    """Judge the lines and keep the verdicts, a batch at a time."""
    seen: dict[tuple, int] = {}
    count = 0
    for batch in batches(lines):
        known = named(batch, r)
        verdicts = [verdict_on(line, known, seen, r) for line in batch]
        with transaction.atomic():
            ImportRow.objects.bulk_create([row_of(made, verdict) for verdict in verdicts], batch_size=AT_ONCE)
        count += len(verdicts)
    if not count:
        raise Refused(_("This file has headings, but no rows under them."))


def named(batch: list[Line], r: Reader) -> dict:
    """The records that the lines name, among those that the officer may see."""
    keys = {line.cells.get(r.sheet.key, "").strip() for line in batch} - {""}
    keys = {key for key in keys if "\0" not in key}
    rows = r.sheet.records(r.queryset().filter(**{f"{r.sheet.key}__in": keys}))
    return {getattr(row, r.sheet.key): row for row in rows}


def verdict_on(line: Line, known: dict, seen: dict, r: Reader) -> Verdict:
    key = line.cells.get(r.sheet.key, "").strip()
    if key and (error := key_error(key, line, known, seen)):
        verdict = Verdict(line, r.sheet.model(), is_new=False)
        verdict.refuse(r.sheet.key, error)
        return verdict
    verdict = judge(line, known.get(key), r)
    if not verdict.errors and (verdict.is_new or verdict.changes):
        refuse_twins(verdict, seen)
    return verdict


def key_error(key: str, line: Line, known: dict, seen: dict) -> str:
    if key not in known:
        return _("Nothing here is called “%(text)s”.") % {"text": key}
    first = seen.setdefault(("key", key), line.number)
    return "" if first == line.number else _("This record is already in row %(row)s.") % {"row": first}


def refuse_twins(verdict: Verdict, seen: dict) -> None:
    """What must be unique in the register must be so in the file."""
    for field in verdict.record._meta.fields:
        if field.unique and any(change[0] == field.name for change in verdict.changes):
            value = getattr(verdict.record, field.attname)
            first = seen.setdefault((field.name, value), verdict.line.number) if value else verdict.line.number
            if first != verdict.line.number:
                verdict.refuse(field.name, _("Row %(row)s says the same; it must be unique.") % {"row": first})


def row_of(made: Import, verdict: Verdict) -> ImportRow:
    """What is kept of a verdict: of an unchanged row only that it was there."""
    record, kind = verdict.record, verdict.kind
    line = verdict.line
    to_read = {"cells": line.cells, "rows": [{"number": row.number, "cells": row.cells} for row in line.rows]}
    return ImportRow(
        of_import=made,
        number=line.number,
        kind=kind,
        record_key=str(record.pk or ""),
        record_name=str(record)[:300] if record.pk else "",
        version_read=record.version if record.pk else None,
        line={} if kind == RowKind.UNCHANGED else to_read,
        changes=verdict.changes,
        errors=verdict.errors,
        waits=verdict.waits,
        warnings=verdict.warnings,
    )
