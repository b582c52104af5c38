"""An import taken back: each row whose record is as the import left it; the others are kept, and named."""

from typing import Any

from django.contrib.admin.models import CHANGE, DELETION
from django.contrib.admin.utils import NestedObjects
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .histories import Done, keep_histories
from .limits import Refused
from .models import Import, ImportRow, RowKind, State
from .naming import save_related
from .previewing import AT_ONCE
from .sheets import Reader


@transaction.atomic
def undo(key: int, r: Reader) -> list[tuple[ImportRow, str]]:
    """Return the rows that are kept, each with the reason; raises Refused where nothing was imported yet."""
    undone = Import.objects.select_for_update().get(pk=key)
    if undone.state == State.PREVIEWED:
        raise Refused(_("This import was never confirmed: there is nothing to undo."))
    done = undone.rows.filter(kind__in=[RowKind.NEW, RowKind.CHANGED], is_undone=False).exclude(version_written=None)
    keys, kept = list(done.order_by("-number").values_list("pk", flat=True)), []
    for first in range(0, len(keys), AT_ONCE):
        rows = ImportRow.objects.filter(pk__in=keys[first : first + AT_ONCE]).order_by("-number")
        kept += undo_rows(list(rows), r, undone.file_name)
    # What waits to be matched is not entered any more.
    undone.rows.filter(kind=RowKind.TO_MATCH).update(kind=RowKind.LEFT_OUT)
    undone.state = State.UNDONE
    undone.save(update_fields=["state"])
    return kept


def undo_rows(rows: list[ImportRow], r: Reader, file_name: str) -> list[tuple[ImportRow, str]]:
    keys = [row.record_key for row in rows]
    list(r.sheet.model._base_manager.filter(pk__in=keys).select_for_update(of=("self",)).values_list("pk"))
    stored = {str(row.pk): row for row in r.sheet.records(r.queryset().filter(pk__in=keys))}
    kept, done, fresh = [], [], []
    for row in rows:
        record = stored.get(row.record_key)
        if why := overtaken(row, record):
            kept.append((row, why))
        elif row.kind == RowKind.NEW:
            fresh.append((row, record))
        elif why := put_back(row, record, r):
            kept.append((row, why))
        else:
            done.append((row, Done(record, CHANGE, *fields_of(row, r))))
    taken, left = delete(fresh, r)
    done += [(row, Done(record, DELETION)) for row, record in taken]
    part = r.sheet.part and r.sheet.part.model
    keep_histories([what for _row, what in done], r.user, _("Import of %(file)s undone") % {"file": file_name}, part)
    ImportRow.objects.filter(pk__in=[row.pk for row, _what in done]).update(is_undone=True)
    return kept + left


def overtaken(row: ImportRow, record) -> str:
    if record is None:
        return _("deleted since")
    return _("changed since") if record.version != row.version_written else ""


def fields_of(row: ImportRow, r: Reader):
    own = tuple(r.sheet.by_path[path].name for path, part, _old, _new in row.changes if not part)
    parts: dict[str, tuple[str, ...]] = {}
    for path, part, _old, _new in row.changes:
        if part:
            parts[part] = (*parts.get(part, ()), r.sheet.by_path[path].name)
    return own, tuple(parts.items())


def put_back(row: ImportRow, record, r: Reader) -> str:
    """Set the fields to what they held; return why that cannot be, or nothing."""
    columns = [r.sheet.by_name[name] for name in row.before if name in r.sheet.by_name]
    if not all(column.may_restore(record, row.before[column.name], r) for column in columns):
        return _("it takes a right that you do not have")
    if why := r.sheet.why_kept(record, row.before):
        return why
    for column in columns:
        column.restore(record, row.before[column.name])
    try:
        record.clean()
        record.validate_constraints()
    except ValidationError as error:
        return " ".join(error.messages)
    record.version += 1
    record.save()
    save_related(record)
    r.sheet.put_back_parts(record, row.before)
    return ""


def delete(fresh: list[tuple[ImportRow, Any]], r: Reader):
    """Delete new records: together, or where something refers to one of them, each by itself."""
    if not fresh:
        return [], []
    if is_free([record for _row, record in fresh], r):
        r.sheet.model._base_manager.filter(pk__in=[record.pk for _row, record in fresh]).delete()
        return fresh, []
    if len(fresh) == 1:
        return [], [(fresh[0][0], _("something refers to it"))]
    taken, left = zip(*(delete([pair], r) for pair in fresh), strict=True)
    return [pair for pairs in taken for pair in pairs], [pair for pairs in left for pair in pairs]


def is_free(records: list, r: Reader) -> bool:
    """Whether nothing but what was made with the records would be deleted with them, or lose sight of them."""
    found = NestedObjects(using=records[0]._state.db)
    found.collect(records)
    updates: Any = found.field_updates.values()
    if found.protected or any(len(rows) for batches in updates for rows in batches):
        return False
    keys = {record.pk for record in records}
    return all(is_own(row, keys, r) for rows in found.model_objs.values() for row in rows)


def is_own(row, keys: set, r: Reader) -> bool:
    """A record, what belongs to it, or its own link to another: not the link of another to it."""
    if type(row)._meta.auto_created is r.sheet.model:
        return getattr(row, type(row)._meta.fields[1].attname) in keys
    return isinstance(row, (r.sheet.model, *r.sheet.owned))
