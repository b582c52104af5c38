"""Figures: what the answers to a question add up to, each number with the list that has exactly that many rows.

A figure is computed once, here and in the `figures` module of each app, for the page and for data alike.
Shares are given only where each row counts in one line; they then add up to 100.0 %.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .questions import OnDay, Question, of_day

TENTHS = 1000  # of a whole: shares are told to 0.1 %
LONG = 15  # lines, beyond which a table scrolls


@dataclass
class Cell:
    """A number and the address of its rows; `text` where it is told otherwise than in digits; its column's name."""

    count: int
    url: str = ""
    text: str = ""
    column: str = ""


@dataclass
class Line:
    """One line of a figure: a label and a number in each column."""

    label: str
    cells: list[Cell]
    share: float | None = None
    width: float = 0.0

    @property
    def count(self) -> int:
        return sum(cell.count for cell in self.cells)


@dataclass
class Figure:
    """What is counted, in words; its lines; and, where they can be told, the totals of distinct rows by column.

    `heading` names what the lines are, `of` whose figure it is, marked with its language, `columns` the
    numbers of each line where there are several. `by_year`: the lines are years without a gap, drawn as
    columns. `caution` says what must not be done with the numbers.
    """

    key: str
    title: str
    definition: str
    lines: list[Line]
    heading: str = ""
    of: str = ""
    columns: list[str] = field(default_factory=list)
    totals: list[Cell] = field(default_factory=list)
    caution: str = ""
    by_year: bool = False
    shares: bool = False
    holds_invented: bool = False
    template = "includes/figure.html"

    def __post_init__(self):
        if self.shares:
            for line, share in zip(self.lines, shares([line.count for line in self.lines]), strict=True):
                line.share = share
        for cells in [*(line.cells for line in self.lines), self.totals]:
            for cell, column in zip(cells, self.columns, strict=False):
                cell.column = column
        highest = max((line.count for line in self.lines), default=0)
        for line in self.lines:
            line.width = round(float(100 * line.count / highest), 2) if highest else 0.0

    @property
    def name(self) -> str:
        """The title, and whose figure it is."""
        if not self.of:
            return self.title
        return mark_safe(_("%(what)s: %(value)s") % {"what": escape(self.title), "value": conditional_escape(self.of)})

    @property
    def has_bars(self) -> bool:
        return not (self.by_year or self.columns)

    @property
    def is_long(self) -> bool:
        return len(self.lines) > LONG


@dataclass
class Multiples:
    """Figures of one title, definition and axis, side by side: each says whose it is."""

    key: str
    figures: list[Figure]
    template = "includes/figure_multiples.html"

    @property
    def title(self) -> str:
        return self.figures[0].title

    @property
    def lines(self) -> list[Line]:
        return [line for figure in self.figures for line in figure.lines]

    @property
    def holds_invented(self) -> bool:
        return any(figure.holds_invented for figure in self.figures)


@dataclass
class Chapter:
    """Figures that answer one sort of question. What one chapter counts is never added to another's."""

    key: str
    title: str
    about: str
    figures: Sequence

    @property
    def holds_invented(self) -> bool:
        return any(figure.holds_invented for figure in self.figures)


def chapter(key: str, title: str, about: str, figures) -> Iterator[Chapter]:
    """The chapter, of the figures that have lines; none without any."""
    if told := [figure for figure in figures if figure.lines]:
        yield Chapter(key, title, about, told)


def year_lines(counts: dict[int, int], last: int, cells) -> list[Line]:
    """A line for each year from the first that counts to the last; `cells(year, count)` gives its numbers."""
    years = range(min(counts), last + 1) if counts else ()
    return [Line(str(year), cells(year, counts.get(year, 0))) for year in years]


def apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Share a whole out by weights, in whole numbers that add up to it: the largest remainders get one more.

    Zeros where all weights are.
    """
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    found = [int(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: (found[place] - exact[place], place))
    for place in by_remainder[: total - sum(found)]:
        found[place] += 1
    return found


def shares(counts: Sequence[int]) -> list[float]:
    """Percentages to 0.1 that add up to exactly 100.0; zeros where all counts are."""
    return [tenths / 10 for tenths in apportion(TENTHS, counts)]


class Asked:
    """A noun's rows, and the addresses of parts of its list: those that the same question, changed a little, gives.

    `understood`: no parameter of the question was left aside, so that the rows are its answer.
    """

    def __init__(self, rows: QuerySet, day, address: str, asked: dict, *, understood: bool = True):
        self.rows, self.day, self.address, self.understood = rows.order_by(), day, address, understood
        self.asked = asked

    @classmethod
    def of(cls, question: OnDay, filterset: type[Question], address: str) -> "Asked":
        """The noun's list, asked the same as a page."""
        answer = question.put_to(filterset)
        understood = not question.asked.keys() - answer.filters.keys()
        return cls(answer.qs, answer.day, address, answer.asked, understood=understood)

    def url(self, **changes) -> str:
        return reverse(self.address) + of_day(self.day, **{**self.asked, **changes})

    def cell(self, count: int, **changes) -> Cell:
        return Cell(count, self.url(**changes) if count else "")


@dataclass
class Tally:
    """Rows counted by some keys: `{key: count}`, and whether an invented one is among them."""

    counts: dict
    invented: bool

    @classmethod
    def of(cls, rows: QuerySet, *keys: str, count: str = "pk", invented: str = "invented") -> "Tally":
        """In one query; a row that meets a key twice counts once. One key is itself, several are a tuple."""
        found = rows.values(*keys).annotate(
            rows=Count(count, distinct=True), made_up=Count("pk", filter=Q(**{invented: True}))
        )
        lines = list(found.values_list(*keys, "rows", "made_up"))
        return cls(
            {line[0] if len(keys) == 1 else line[:-2]: line[-2] for line in lines}, any(line[-1] for line in lines)
        )
