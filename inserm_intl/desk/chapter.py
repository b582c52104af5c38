"""One part of what is known of a country, in the same words for its page in the admin and for the brief."""

import datetime
from dataclasses import dataclass, field
from functools import cached_property
from itertools import compress
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet

from inserm_intl.days import today
from partners.models import Country

from .line import Counts, Line, address, counted

MOST = 60


@dataclass
class Chapter(Counts):
    """A heading, rows, and the list of the admin that has exactly these rows, where there is one."""

    id: str
    heading: str
    headings: list[str]
    lines: list[Line]
    counted: int
    empty: str = ""  # the sentence where there is nothing; none: the chapter is left out
    url: str = ""
    caution: str = ""

    def __post_init__(self):
        """A column in which no row says anything takes no room."""
        if not self.lines:
            return
        said = [any(column) for column in zip(*(line.cells for line in self.lines), strict=True)]
        self.headings = [self.headings[0], *compress(self.headings[1:], said)]
        self.lines = [line._replace(cells=list(compress(line.cells, said))) for line in self.lines]

    @property
    def unsaid(self) -> int:
        """How many rows are not shown."""
        return self.counted - len(self.lines)


@dataclass
class Asked:
    """Who asks about which country: today, and within the rights of that person."""

    country: Country
    user: Any
    day: datetime.date = field(default_factory=today)

    def may(self, permission: str) -> bool:
        return self.user.has_perm(permission)

    @cached_property
    def may_see_money(self) -> bool:
        return self.may("agreements.view_contribution") and self.may("agreements.see_restricted")

    def list_of(self, model, **asked) -> str:
        return f"{address(model, 'changelist')}?{urlencode({'country': self.country.pk, **asked})}"


def first_of(rows: QuerySet) -> tuple[list, int]:
    """The first rows, and how many there are."""
    first = list(rows[: MOST + 1])
    return first[:MOST], len(first) if len(first) <= MOST else counted(rows)
