"""What has passed its term, kind by kind: found on a day, and erased record by record."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from inserm_intl.days import add_months


class Term:
    """A kind of record that is kept until a day. `keys_told`: its keys say nothing, and may stand in a journal."""

    name = ""
    keys_told = True

    def __init__(self, day: date):
        self.day = day

    def due(self) -> Iterable[Any]:
        """The keys of what has passed its term on the day."""
        raise NotImplementedError

    def erase(self, key) -> None:
        """One record, whole; in a transaction that the caller opens."""
        raise NotImplementedError

    def moment(self, *, months: int = 0, days: int = 0) -> datetime:
        """The beginning of the day in Paris, so many months or days before."""
        day = add_months(self.day, -months) or self.day
        start = timezone.make_aware(datetime.combine(day, time.min))
        return start - timezone.timedelta(days=days)
