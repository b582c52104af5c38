"""A section of the desk: the first rows of one of the admin's lists, and the way to all of them."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.utils import label_for_field, lookup_field
from django.db.models import Model, QuerySet
from django.utils.functional import cached_property
from django.utils.text import capfirst

from .line import Counts, Line, address, counted

FIRST = 10


class Section(Counts):
    """A question put to a noun's list, within the rights of who asks; `asked` is that of the list's address.

    `columns` names what the list can show of a row, or methods of the section.
    """

    id = ""
    heading = ""
    empty = ""  # the sentence where there is nothing
    model: type[Model]
    asked: dict[str, str] = {}
    columns: tuple[str, ...] = ()

    def __init__(self, request, *, mine: bool):
        self.request, self.mine = request, mine
        self.admin = admin.site.get_model_admin(self.model)

    @property
    def allowed(self) -> bool:
        return self.admin.has_view_or_change_permission(self.request)

    def narrowed(self, rows) -> QuerySet:
        """What the section asks, which is what `asked` asks of the list."""
        raise NotImplementedError

    def ordered(self, rows) -> QuerySet:
        return rows

    @cached_property
    def rows(self) -> QuerySet:
        rows = self.narrowed(self.admin.get_queryset(self.request))
        return self.of_mine(rows) if self.mine else rows

    def of_mine(self, rows) -> QuerySet:
        """What the list itself calls "mine"."""
        return rows.filter(officer=self.request.user)

    @cached_property
    def first(self) -> list:
        """One row more than is shown, to know whether there are others."""
        return list(self.ordered(self.admin.in_list(self.rows))[: FIRST + 1])

    @cached_property
    def counted(self) -> int:
        return len(self.first) if len(self.first) <= FIRST else counted(self.rows)

    @property
    def url(self) -> str:
        """The list that has exactly these rows."""
        query = urlencode({**self.asked, **({"officer": "me"} if self.mine else {})})
        return f"{address(self.model, 'changelist')}?{query}"

    @property
    def headings(self) -> list[str]:
        return [capfirst(str(label)) for label in (self.model._meta.verbose_name, *map(self.label, self.columns))]

    def label(self, name: str) -> str:
        own = getattr(self, name, None)
        return str(own.short_description if own else label_for_field(name, self.model, self.admin))

    @property
    def lines(self) -> Iterable[Line]:
        for row in self.first[:FIRST]:
            yield Line(
                address(self.model, "change", row.pk), self.name(row), [self.cell(name, row) for name in self.columns]
            )

    def name(self, row) -> str:
        return str(row)

    def cell(self, name: str, row):
        own = getattr(self, name, None)
        return own(row) if own else lookup_field(name, row, self.admin)[2]
