"""What is entered and what the registry says, in words and side by side."""

from collections.abc import Iterable

from partners.models import Country, Institution, UpstreamChange
from partners.models.upstream import Fact

from .facts import ours, said, theirs
from .successors import heirs_of


def compare(changes: Iterable[UpstreamChange]) -> None:
    """Set on each what a list shows: `institution`, `ours`, `theirs`, `said_before`, and the `heirs` to choose from."""
    institutions = Institution.objects.in_bulk({change.record_id for change in changes}, field_name="ror_id")
    countries = Country.objects.in_bulk()
    heirs = heirs_of(change.record for change in changes if change.fact == Fact.STATUS)
    for change in changes:
        change.institution = institutions[change.record_id]
        change.heirs = heirs.get(change.record_id, []) if change.fact == Fact.STATUS else []
        if change.fact == Fact.STATUS:
            change.ours, change.theirs, change.said_before = change.record_id, status(change), ""
            continue
        change.ours = said(change.fact, ours(change.institution, change.fact), countries)
        change.theirs = said(change.fact, theirs(change.institution, change.record, change.fact), countries)
        change.said_before = said(change.fact, change.before, countries)


def status(change: UpstreamChange) -> str:
    """Withdrawn, or no more; then where it went."""
    heirs = ", ".join(f"{heir} ({heir.pk})" for heir in change.heirs)
    return " → ".join(filter(None, [str(change.record.get_status_display()), heirs]))
