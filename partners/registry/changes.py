"""What a newer registry says of the institutions that are entered: noticed while it is loaded."""

from collections.abc import Iterator
from typing import Any

from partners.models import Institution, RegistryRecord, UpstreamChange
from partners.models.registry import Status
from partners.models.upstream import Fact

from .facts import columns_of, filling, ours, theirs


class Linked:
    """The records that institutions are linked to by their identifier."""

    def __init__(self):
        self.ids = set(Institution.objects.exclude(ror_id=None).values_list("ror_id", flat=True))

    def stored(self, batch: list[RegistryRecord]) -> dict[str, RegistryRecord]:
        """Those of the batch, as they are before it is written."""
        wanted = [record.pk for record in batch if record.pk in self.ids]
        return RegistryRecord.objects.in_bulk(wanted) if wanted else {}

    def notice(self, before: dict[str, RegistryRecord], batch: list[RegistryRecord]) -> int:
        """Let what changed wait for an officer, in place of what was said of the same fact; return how much."""
        changed = {record.pk: record for record in batch if record.pk in self.ids}
        if not changed:
            return 0
        institutions = Institution.objects.in_bulk(list(changed), field_name="ror_id")
        noticed = [notice(row, before.get(ror_id), changed[ror_id]) for ror_id, row in institutions.items()]
        return sum(noticed)


def notice(institution: Institution, before: RegistryRecord | None, now: RegistryRecord) -> int:
    """What the registry says since it said `before` (None: it is loaded for the first time)."""
    facts = list(changed_facts(before, now))
    now.changes.filter(fact__in=facts).delete()
    waiting = [
        UpstreamChange(record=now, fact=fact, before=plain(before, fact))
        for fact in facts
        if is_news(institution, now, fact)
    ]
    return len(UpstreamChange.objects.bulk_create(waiting))


def changed_facts(before: RegistryRecord | None, now: RegistryRecord) -> Iterator[str]:
    """The first time nothing has changed, but that the registry has given up a record is news."""
    if before is None or (before.status, before.successors) != (now.status, now.successors):
        yield Fact.STATUS
    if before is None:
        return
    said, says = filling(before), filling(now)
    for fact in Fact:
        if fact != Fact.STATUS and any(said[name] != says[name] for name in columns_of(fact)):
            yield fact


def is_news(institution: Institution, record: RegistryRecord, fact: str) -> bool:
    """Whether the registry says something else than what is entered."""
    if fact == Fact.STATUS:
        return record.status != Status.ACTIVE
    return ours(institution, fact) != theirs(institution, record, fact)


def plain(record: RegistryRecord | None, fact: str) -> dict[str, Any]:
    """What a record says, as JSON can hold it."""
    if record is None or fact == Fact.STATUS:
        return {}
    filled = filling(record)
    return {name: filled[name] if filled[name] is None else str(filled[name]) for name in columns_of(fact)}


def settle(institution: Institution) -> None:
    """Forget what waits where the institution has come to say the same as the registry."""
    changes = UpstreamChange.objects.filter(record=institution.ror_id or "").select_related("record")
    same = [change.pk for change in changes if not is_news(institution, change.record, change.fact)]
    UpstreamChange.objects.filter(pk__in=same).delete()
