"""The dump into the database: read once to see what is wrong and what is new; then all that is new is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db import reset_queries, transaction

from partners.models import Country, RegistryRecord

from .changes import Linked
from .dump import RefusedError, records
from .reading import BadRecordError, record_of

MOST_FAULTS_TOLD = 20
ROWS = 500
WRITTEN = [field.name for field in RegistryRecord._meta.concrete_fields if not field.primary_key]


@dataclass
class Load:
    """Of one file. What the file does not name any more is kept: the registry withdraws, it never deletes.

    `compare`, then `write`; `told` is called with every number of bytes read.
    """

    path: str
    read: int = 0
    added: int = 0
    changed: int = 0
    waiting: int = 0
    new: set[str] = field(default_factory=set)

    def compare(self, told: Callable[[int], Any] = lambda count: None) -> None:
        """Read all of the file, and refuse it with the faults of its records where it has any."""
        known = dict(RegistryRecord.objects.order_by().values_list("pk", "checksum").iterator())
        for record in self.each(told):
            self.read += 1
            if known.get(record.pk) != record.checksum:
                self.new.add(record.pk)
        self.changed = len(self.new & known.keys())
        self.added = len(self.new) - self.changed

    @transaction.atomic
    def write(self, told: Callable[[int], Any] = lambda count: None) -> None:
        """Write what is new, and let what it says of institutions that are entered wait for an officer."""
        new = (record for record in self.each(told) if record.pk in self.new)
        linked = Linked()
        while batch := list(islice(new, ROWS)):
            before = linked.stored(batch)
            RegistryRecord.objects.bulk_create(
                batch, update_conflicts=True, unique_fields=["ror_id"], update_fields=WRITTEN
            )
            self.waiting += linked.notice(before, batch)
            reset_queries()  # in debug, Django would keep every statement

    def each(self, told: Callable[[int], Any]) -> Iterator[RegistryRecord]:
        """Every good record; in the end the faults of the others are raised, at once where they are many."""
        countries = set(Country.objects.values_list("pk", flat=True))
        seen: set[str] = set()
        faults: list[str] = []
        for number, raw in records(self.path, told):
            try:
                record = record_of(raw, countries)
                if record.pk in seen:
                    raise BadRecordError(f"{record.pk} is in the file a second time.")
            except BadRecordError as error:
                faults.append(f"Record {number}: {error}")
                if len(faults) == MOST_FAULTS_TOLD:
                    break
                continue
            seen.add(record.pk)
            yield record
        if faults:
            raise RefusedError("\n".join([*faults, "Nothing has been loaded."]))
