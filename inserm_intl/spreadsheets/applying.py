"""A confirmed import: all of it or nothing, each row a version and a line of the history of its record."""

from collections import defaultdict

from django.contrib.admin.models import ADDITION, CHANGE
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inserm_intl.record_admin.refusals import sentence_of

from .histories import Done, keep_first_of_each, keep_histories
from .judging import Verdict, judge
from .limits import Refused
from .models import Import, ImportRow, RowKind, State
from .naming import save_related
from .previewing import AT_ONCE
from .sheets import Line, Reader

MOST_TOLD = 10


def apply(key: int, r: Reader) -> Import:
    """Do what the preview of an import announced; raises Refused, naming the rows, where that cannot be any more."""
    try:
        with transaction.atomic():
            done = Import.objects.select_for_update().get(pk=key)
            if done.state != State.PREVIEWED:
                raise Refused(_("This import was already confirmed."))
            if done.rows.filter(kind=RowKind.ERROR).exists():
                raise Refused(_("Correct the errors in the file and read it again."))
            if not done.rows.filter(kind__in=[RowKind.NEW, RowKind.CHANGED, RowKind.TO_MATCH]).exists():
                raise Refused(_("This file changes nothing."))
            apply_rows(done.rows.filter(kind__in=[RowKind.NEW, RowKind.CHANGED]), r)
            done.state, done.done_at = State.DONE, timezone.now()
            done.save(update_fields=["state", "done_at"])
            return done
    except IntegrityError as error:
        raise Refused(_("Nothing has been saved: %(why)s") % {"why": sentence_of(error)}) from error


def apply_rows(rows, r: Reader) -> None:
    """Within the caller's transaction: write rows judged anew, some hundreds at a time."""
    keys, refused = list(rows.order_by("number").values_list("pk", flat=True)), []
    for first in range(0, len(keys), AT_ONCE):
        batch = list(ImportRow.objects.filter(pk__in=keys[first : first + AT_ONCE]).order_by("number"))
        verdicts = again(batch, r)
        refused += [why for row, verdict in zip(batch, verdicts, strict=True) for why in refusals(row, verdict)]
        if not refused:
            write(batch, [verdict for verdict in verdicts if verdict], r)
        if len(refused) > MOST_TOLD:
            break
    if refused:
        raise Refused(" ".join([_("Nothing has been saved."), *refused[:MOST_TOLD]]))


def again(batch: list[ImportRow], r: Reader) -> list[Verdict | None]:
    """The verdicts on rows as the register is now, their records locked; None where somebody changed the record."""
    keys = [row.record_key for row in batch if row.record_key]
    # Locked without what the columns show beside it: PostgreSQL locks no row that may be absent.
    list(r.sheet.model._base_manager.filter(pk__in=keys).select_for_update(of=("self",)).values_list("pk"))
    stored = {str(row.pk): row for row in r.sheet.records(r.queryset().filter(pk__in=keys))}
    verdicts: list[Verdict | None] = []
    for row in batch:
        record = stored.get(row.record_key)
        overtaken = row.record_key and (record is None or record.version != row.version_read)
        verdicts.append(None if overtaken else judge(line_of(row), record, r))
    return verdicts


def line_of(row: ImportRow) -> Line:
    rows = [Line(part["number"], part["cells"]) for part in row.line.get("rows", ())]
    return Line(row.number, row.line["cells"], rows)


def refusals(row: ImportRow, verdict: Verdict | None):
    told = {"row": row.number, "record": row.record_name}
    if verdict is None:
        yield _("Row %(row)s: %(record)s was changed by somebody after the preview.") % told
    elif verdict.waits:
        for _column, text in verdict.waits:
            why = _("Nothing here is called “%(text)s”.") % {"text": text}
            yield _("Row %(row)s: %(record)s %(why)s") % {**told, "why": why}
    else:
        for _number, _column, sentence in verdict.errors:
            yield _("Row %(row)s: %(record)s %(why)s") % {**told, "why": sentence}


def write(batch: list[ImportRow], verdicts: list[Verdict], r: Reader) -> None:
    """Save the records, then their histories, then what it would take to undo it."""
    written = [
        (row, verdict) for row, verdict in zip(batch, verdicts, strict=True) if verdict.is_new or verdict.changes
    ]
    keep_first_of_each([verdict.record for _row, verdict in written if not verdict.is_new])
    r.sheet.save_new([verdict.record for _row, verdict in written if verdict.is_new])
    for row, verdict in written:
        record = verdict.record
        if not verdict.is_new:
            record.version += 1
            record.save()
        save_related(record)
        r.sheet.after_save(record, verdict)
        row.kind = RowKind.NEW if verdict.is_new else RowKind.CHANGED
        row.record_key, row.record_name, row.version_written = str(record.pk), str(record)[:300], record.version
        row.before, row.changes, row.waits = verdict.before, verdict.changes, []
    if written:
        comment = _("Import of %(file)s") % {"file": batch[0].of_import.file_name}
        part = r.sheet.part and r.sheet.part.model
        keep_histories([what_was_done(verdict, r) for _row, verdict in written], r.user, comment, part)
        names = ["kind", "record_key", "record_name", "version_written", "before", "changes", "waits"]
        ImportRow.objects.bulk_update([row for row, _verdict in written], names, batch_size=100)


def what_was_done(verdict: Verdict, r: Reader) -> Done:
    own, parts = [], defaultdict(list)
    for path, part, _old, _new in verdict.changes:
        column = r.sheet.by_path[path]
        (parts[part] if part else own).append(column.name)
    told = tuple((part, tuple(names)) for part, names in parts.items())
    return Done(verdict.record, ADDITION if verdict.is_new else CHANGE, tuple(own), told)
