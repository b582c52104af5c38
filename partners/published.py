"""Figures as they were published: by indicator, and for each place its values by year."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F
from django.utils.translation import gettext as _

from inserm_intl.figures import Asked
from inserm_intl.templatetags.texts import plain

from .filters import KeyFigureFilterSet
from .models import Indicator, KeyFigure


@dataclass
class Place:
    """The world, a group or a country, and its values; `key` is where the data lead to on the page."""

    key: str
    name: str
    lines: list[KeyFigure]

    @classmethod
    def of(cls, figures: list[KeyFigure]) -> "Place":
        """`figures` are of one indicator and one place."""
        first = figures[0]
        place = first.country_id or (first.group.code if first.group else "")
        name = str(first.country or first.group or _("Overall"))
        return cls("-".join(filter(None, ["published", first.indicator.code, place])), name, figures)


@dataclass
class Published:
    """An indicator as its sources tell it. No chart: "more than 7,000" has no length, and one value no course."""

    indicator: Indicator
    places: list[Place]
    template = "includes/published.html"

    @property
    def key(self) -> str:
        return f"published-{self.indicator.code}"

    @property
    def title(self) -> str:
        return plain(self.indicator, "name")

    name = title

    @property
    def lines(self) -> list[KeyFigure]:
        return [line for place in self.places for line in place.lines]

    @property
    def holds_invented(self) -> bool:
        return any(line.invented for line in self.lines)


def of_published(question) -> Iterator[Published]:
    """Each indicator apart: never one line, table or chart of two denominators."""
    asked = Asked.of(question, KeyFigureFilterSet, "key-figures")
    if not asked.understood:
        return
    rows = asked.rows.select_related("indicator", "country", "group").order_by(
        "indicator__order", "indicator__code", F("country").asc(nulls_first=True), F("group").asc(nulls_first=True),
        "year", "slug",
    )  # fmt: skip
    for _code, of_indicator in groupby(rows, lambda row: row.indicator_id):
        figures = list(of_indicator)
        by_place = groupby(figures, lambda row: (row.country_id, row.group_id))
        yield Published(figures[0].indicator, [Place.of(list(of_place)) for _place, of_place in by_place])
