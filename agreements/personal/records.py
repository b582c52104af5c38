"""Records as history and merges have stored them: read without making them again, changed where they stand."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from reversion.models import Version

from partners.models import Merge

Stored = dict[str, Any]


def fields_of(version: Version) -> Stored:
    """What a version holds, whatever the columns of its model are today."""
    (stored,) = json.loads(version.serialized_data)
    return stored["fields"]


def change_version(version: Version, **fields) -> None:
    (stored,) = json.loads(version.serialized_data)
    stored["fields"].update(fields)
    Version.objects.filter(pk=version.pk).update(serialized_data=json.dumps([stored], ensure_ascii=False))


def versions_of(model, **stored) -> Q:
    """Versions of a model in which a column is a number; the text is searched first, then read."""
    (name, key), *_none = stored.items()
    versions = Version.objects.filter(content_type=ContentType.objects.get_for_model(model))
    maybe = versions.filter(serialized_data__contains=f'"{name}": {key}')
    return Q(pk__in=[version.pk for version in maybe.iterator() if fields_of(version)[name] == key])


def rows_of_merges(model) -> Iterator[Stored]:
    """The rows that merges deleted, and would bring back."""
    label = model._meta.label_lower
    for journal in Merge.objects.order_by("pk").values_list("journal", flat=True).iterator(chunk_size=100):
        for step in journal:
            yield from step["rows"] if step["do"] == "delete" and step["model"] == label else ()


def change_in_merges(model, change: Callable[[Stored], Stored | None]) -> None:
    """Change those rows; None takes one out."""
    label = model._meta.label_lower
    for merge in Merge.objects.select_for_update().iterator(chunk_size=100):
        steps = [changed(step, label, change) for step in merge.journal]
        if steps != merge.journal:
            Merge.objects.filter(pk=merge.pk).update(journal=[step for step in steps if step.get("rows") != []])


def changed(step: Stored, label: str, change) -> Stored:
    if step["do"] != "delete" or step["model"] != label:
        return step
    return {**step, "rows": [row for row in map(change, step["rows"]) if row]}
