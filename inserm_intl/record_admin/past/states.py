"""A record and its rows as a version holds them: the texts as they were stored, whatever the columns are today."""

import json
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from reversion.models import Version

from .sights import Sight

Fields = dict[str, object]


class State(NamedTuple):
    """The stored fields of the record; of each kind of its rows, by their keys."""

    record: Fields
    rows: list[dict[str, Fields]]


def fields_of(version: Version) -> Fields:
    """What the version holds; nothing where it cannot be read any more."""
    try:
        (stored,) = json.loads(version.serialized_data)
        return dict(stored["fields"])
    except (ValueError, KeyError, TypeError):
        return {}


def states(versions, seen: list[Sight]) -> dict[int, State]:
    """By the version of the record, in one query: the record with those of its rows that one may see."""
    kinds = {ContentType.objects.get_for_model(sight.model).pk: place for place, sight in enumerate(seen)}
    revisions = {version.revision_id: version for version in versions}
    found = {version.pk: State(fields_of(version), [{} for _sight in seen[1:]]) for version in versions}
    parts = Version.objects.filter(revision__in=revisions, content_type__in=kinds).order_by("pk")
    for part in parts.only("revision_id", "content_type_id", "object_id", "serialized_data") if len(seen) > 1 else ():
        place, owner = kinds[part.content_type_id], revisions[part.revision_id]
        if place:
            fields = fields_of(part)
            only = seen[place].only
            is_seen = only is None or part.object_id in only
            if is_seen and str(fields.get(seen[place].owner.name)) == owner.object_id:
                found[owner.pk].rows[place - 1][part.object_id] = fields
    return found
