"""A version and a line of the history for each of many records, as the form makes them for one.

django-reversion has a revision for each record here, so that going back takes back that record
alone. They are written together: one by one they take longer than the records themselves.
"""

import json
from typing import Any, NamedTuple

import reversion
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.utils import timezone
from django.utils.translation import override
from reversion.models import Revision, Version
from reversion.revisions import _get_options

AT_ONCE = 500


class Done(NamedTuple):
    """What was done to a record: its fields that changed, and those of what belongs to it, by the name of that."""

    record: Any
    flag: int = CHANGE
    fields: tuple[str, ...] = ()
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()


def keep_histories(done: list[Done], user, comment: str, part=None) -> None:
    """`part` is the model of what belongs to the records."""
    keep_versions([row.record for row in done if row.flag != DELETION], user, comment)
    with override(None):
        entries = [entry(row, user, part) for row in done]
    LogEntry.objects.bulk_create(entries, batch_size=AT_ONCE)


def entry(done: Done, user, part) -> LogEntry:
    """In the words of the catalogues, which are translated when the history is read."""
    record = done.record
    told: list[dict] = [{"added": {}}] if done.flag == ADDITION else []
    if done.flag == CHANGE and done.fields:
        told.append({"changed": {"fields": names(record, done.fields)}})
    for name, fields in done.parts if done.flag == CHANGE else ():
        told.append({"changed": {"name": str(part._meta.verbose_name), "object": name, "fields": names(part, fields)}})
    return LogEntry(
        user=user,
        content_type=ContentType.objects.get_for_model(record, for_concrete_model=False),
        object_id=record.pk,
        object_repr=str(record)[:200],
        action_flag=done.flag,
        change_message=json.dumps(told) if told else "",
    )


def names(model, fields) -> list[str]:
    found = (model._meta.get_field(name) for name in fields)
    return list(dict.fromkeys(str(getattr(field, "translated_field", field).verbose_name) for field in found))


def keep_first_of_each(records: list) -> None:
    """What `keep_first` does for one: a version of those that have none, before they are written."""
    if not records:
        return
    model, keys = type(records[0]), [str(record.pk) for record in records]
    kept = Version.objects.get_for_model(model).filter(object_id__in=keys).values_list("object_id", flat=True)
    without = set(keys) - set(kept)
    keep_versions(list(model._base_manager.filter(pk__in=without).order_by("pk")) if without else [], None, "")


def keep_versions(records: list, user, comment: str) -> None:
    if not records:
        return
    options = _get_options(type(records[0]))
    if not options.follow:
        return keep_versions_of_rows(records, options, user, comment)
    # Each with the rows that belong to it: few records, several tables.
    for record in records:
        with reversion.create_revision():
            reversion.set_user(user)
            reversion.set_comment(comment)
            reversion.add_to_revision(record)


def keep_versions_of_rows(records: list, options, user, comment: str) -> None:
    now, kind = timezone.now(), ContentType.objects.get_for_model(records[0])
    revisions = Revision.objects.bulk_create(
        [Revision(date_created=now, user=user, comment=comment) for _record in records], batch_size=AT_ONCE
    )
    versions = (
        Version(
            revision=revision,
            content_type=kind,
            object_id=str(record.pk),
            db="default",
            format=options.format,
            serialized_data=serializers.serialize(options.format, [record], fields=options.fields),
            object_repr=str(record),
        )
        for revision, record in zip(revisions, records, strict=True)
    )
    Version.objects.bulk_create(versions, batch_size=AT_ONCE)
