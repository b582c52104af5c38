"""What the same question gives today that it did not when the report was frozen, row by row."""

from typing import NamedTuple

KEYS = {
    "agreements": ("reference",),
    "money": ("country", "year", "currency"),
    "activities": ("reference",),
}


class Change(NamedTuple):
    """A row as it was frozen (None: not there) and as it is today (None: not there any more)."""

    kind: str
    then: dict | None
    now: dict | None

    @property
    def row(self) -> dict:
        return self.now or self.then or {}

    @property
    def fields(self) -> list[str]:
        """The columns that differ, where both are there."""
        if self.then is None or self.now is None:
            return []
        return [name for name in self.now if self.now[name] != self.then.get(name)]


def difference(then: dict, now: dict) -> list[Change]:
    found = []
    for kind, names in KEYS.items():
        before, after = ({tuple(row[name] for name in names): row for row in told[kind] or ()} for told in (then, now))
        for key in sorted(before.keys() | after.keys()):
            if before.get(key) != after.get(key):
                found.append(Change(kind, before.get(key), after.get(key)))
    return found
