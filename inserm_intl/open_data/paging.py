"""Parts of an answer: pages up to row 10,000, and reading on from a key for as long as there are rows."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from inserm_intl.answers import EXACT_UP_TO, FIRST, BoundedPaginator, page_number
from inserm_intl.parameters import UNREADABLE

from .nouns import Noun

MOST = 100
FROM_THE_START = "*"


def faults(data: QueryDict) -> dict[str, list[str]]:
    """What is wrong with `page`, `page_size` and `cursor`, by name."""
    size, page, cursor = (data.get(name, "") for name in ("page_size", "page", "cursor"))
    found = {}
    if size and (page_number(size) or MOST + 1) > MOST:
        found["page_size"] = _("A whole number from 1 to %(most)s.") % {"most": MOST}
    if page and not page_number(page):
        found["page"] = _("A page is a whole number from 1 up.")
    if UNREADABLE in cursor or len(cursor) > 200:
        found["cursor"] = _("No answer has given this cursor.")
    return {name: [fault] for name, fault in found.items()}


@dataclass(frozen=True)
class Part:
    """The page of so many rows, or the rows after the key of the cursor ("*": from the first).

    A cursor reads in the order of the keys, in which nothing moves: beside it, `page` and `sort` have no effect.
    """

    size: int
    page: int
    cursor: str

    @classmethod
    def asked(cls, data: QueryDict) -> "Part":
        """What was asked for, where `faults` finds nothing."""
        size, page = (page_number(data.get(name, "")) for name in ("page_size", "page"))
        cursor = data.get("cursor", "")
        return cls(size or FIRST, 1 if cursor else page or 1, cursor)

    def of(self, noun: Noun, question, rows: QuerySet) -> dict:
        """The rows, how many the whole answer has, and what to ask for those before and after them."""
        paginator = BoundedPaginator(rows, self.size)
        if self.page > paginator.num_pages:
            raise Http404
        columns, taken = noun.columns(), self.taken(rows, question.key)
        found = [columns.to_representation(row) for row in columns.values(taken, question)]
        after, before = self.beside(paginator, question, found)
        return {
            "count": paginator.count,
            "count_is_exact": paginator.count_is_exact,
            "next": after,
            "previous": before,
            "results": found[: self.size],
        }

    def taken(self, rows: QuerySet, key: str) -> QuerySet:
        """The rows themselves; after a cursor one more, which tells that others follow."""
        if not self.cursor:
            first = (self.page - 1) * self.size
            return rows[first : min(first + self.size, EXACT_UP_TO)]
        if self.cursor != FROM_THE_START:
            rows = rows.filter(**{f"{key}__gt": self.cursor})
        return rows[: self.size + 1]

    def beside(self, paginator: BoundedPaginator, question, found: list[dict]) -> tuple[dict | None, dict | None]:
        """The parameters of the next part and of the previous; past row 10,000 only a cursor leads."""
        if self.cursor:
            return ({"cursor": found[self.size - 1]["id"], "sort": None} if len(found) > self.size else None), None
        before = {"page": self.page - 1} if self.page > 1 else None
        if self.page < paginator.num_pages:
            return {"page": self.page + 1}, before
        goes_on = not (paginator.count_is_exact or question.in_order)
        return ({"cursor": found[-1]["id"]} if goes_on else None), before
