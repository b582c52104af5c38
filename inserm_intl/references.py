"""References such as LIA-2016-003: given by the system, unique, never used twice."""

import re

from django.db import models, transaction
from django.db.models import F

REFERENCE = re.compile(r"(?P<series>[A-Z0-9_-]+)-(?P<year>\d{4})-(?P<number>\d{3,})$")


class ReferenceCounter(models.Model):
    """The last number given in a series and year. It only grows, whatever is deleted."""

    series = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="reference_counter_once")]

    def __str__(self):
        return f"{self.series}-{self.year}-{self.last:03}"

    @staticmethod
    def give(series: str, year: int) -> str:
        """Return the next reference. The counter's row stays locked until the caller's transaction ends."""
        return ReferenceCounter.give_many(series, year, 1)[0]

    @staticmethod
    @transaction.atomic
    def give_many(series: str, year: int, count: int) -> list[str]:
        """Return that many references in a row; the counter's row stays locked as above."""
        ReferenceCounter.objects.bulk_create([ReferenceCounter(series=series, year=year)], ignore_conflicts=True)
        counter = ReferenceCounter.objects.filter(series=series, year=year)
        counter.update(last=F("last") + count)
        last = counter.get().last
        return [str(ReferenceCounter(series=series, year=year, last=last - left)) for left in reversed(range(count))]

    @staticmethod
    def name(rows) -> None:
        """Give each row without a reference the next of its own `series()`; move past those that have one."""
        unnamed: dict[tuple[str, int], list] = {}
        for row in rows:
            if not row.reference:
                unnamed.setdefault(row.series(), []).append(row)
        ReferenceCounter.notice(row.reference for row in rows if row.reference)
        for key, waiting in unnamed.items():
            for row, reference in zip(waiting, ReferenceCounter.give_many(*key, len(waiting)), strict=True):
                row.reference = reference

    @staticmethod
    def highest(references) -> dict[tuple[str, int], int]:
        """The highest number of each series and year; what does not look like a reference is left aside."""
        numbers: dict[tuple[str, int], int] = {}
        for found in filter(None, map(REFERENCE.match, references)):
            key = found["series"], int(found["year"])
            numbers[key] = max(numbers.get(key, 0), int(found["number"]))
        return numbers

    @staticmethod
    @transaction.atomic
    def notice(references) -> None:
        """Move the counters past references that came from elsewhere (fixtures, imports)."""
        highest = ReferenceCounter.highest(references)
        ReferenceCounter.objects.bulk_create(
            [ReferenceCounter(series=series, year=year) for series, year in highest], ignore_conflicts=True
        )
        for (series, year), number in highest.items():
            ReferenceCounter.objects.filter(series=series, year=year, last__lt=number).update(last=number)
