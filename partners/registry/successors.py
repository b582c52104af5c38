"""Where a record went that was withdrawn from the registry: the records that stand in its place today."""

from collections.abc import Iterable

from partners.models import RegistryRecord
from partners.models.registry import Status

MOST_STEPS = 10


def followed(records: Iterable[RegistryRecord]) -> dict[str, list[RegistryRecord]]:
    """For each record those that it stands for: itself, or where it was withdrawn its successors, step by step.

    A loop, a successor that is not in the registry and a step too many lead nowhere.
    """
    known = {record.pk: record for record in records}
    asked = list(known)
    for _step in range(MOST_STEPS):
        gone = [record for record in known.values() if record.status == Status.WITHDRAWN]
        if not (missing := {pk for record in gone for pk in record.successors} - known.keys()):
            break
        known |= RegistryRecord.objects.select_related("country").in_bulk(missing)
    return {pk: list(dict.fromkeys(standing(pk, known, set()))) for pk in asked}


def heirs_of(records: Iterable[RegistryRecord]) -> dict[str, list[RegistryRecord]]:
    """For each record those that took its place, whether it was withdrawn or the organisation is no more."""
    records = list(records)
    named = {pk for record in records for pk in record.successors}
    heirs = followed(RegistryRecord.objects.select_related("country").in_bulk(named).values()) if named else {}
    return {
        record.pk: list(dict.fromkeys(heir for pk in record.successors for heir in heirs.get(pk, [])))
        for record in records
    }


def standing(pk: str, known: dict[str, RegistryRecord], passed: set[str]):
    record = known.get(pk)
    if record is None or pk in passed:
        return
    if record.status != Status.WITHDRAWN:
        yield record
        return
    for successor in record.successors:
        yield from standing(successor, known, passed | {pk})
