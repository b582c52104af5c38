"""A record's own page, with the first rows of the lists that belong to it. Staff see drafts too."""

from dataclasses import dataclass

from django.db.models import Func, QuerySet, Value
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views import View

from inserm_intl.numbers import number
from inserm_intl.open_data.offered import offered_alone
from inserm_intl.questions import OnDay, of_day
from inserm_intl.structured import script

from .asked import asked_of_page, notice, staff_links
from .listing import FIRST


@dataclass
class Related:
    """The first rows of a list on another record's page, how many there are, and the address of them all."""

    rows: list
    counted: int
    url: str
    all: QuerySet

    @classmethod
    def of(cls, queryset: QuerySet, name: str = "", day=None, **asked) -> "Related":
        """`name` is the address of the noun's list, `asked` the question that gives these very rows; without, all."""
        if not name:
            rows = list(queryset)
            return cls(rows, len(rows), "", queryset)
        rows = list(queryset[: FIRST + 1])
        return cls(rows[:FIRST], len(rows), reverse(name) + of_day(day, **asked), queryset)

    @property
    def count(self) -> str:
        return number(self.counted)

    @property
    def more(self) -> bool:
        return self.counted > len(self.rows)

    @property
    def holds_invented(self) -> bool:
        return any(row.invented for row in self.rows)


def count_whole(parts: list[Related]) -> None:
    """Count those that go on beyond their first rows, in one query."""
    longer = [part for part in parts if part.more]
    if longer:
        asked = [
            part.all.order_by()
            .annotate(place=Value(place), rows=Func("pk", function="COUNT"))
            .values_list("place", "rows")
            for place, part in enumerate(longer)
        ]
        for place, counted in asked[0].union(*asked[1:], all=True):
            longer[place].counted = counted


class RecordPage(View):
    """A record's own page, as of a day. Staff see drafts too."""

    model: type
    template_name: str

    def shown(self, rows: QuerySet, day, *, draft: bool) -> QuerySet:
        """The record with what its page needs of it."""
        return rows

    def facts(self, record, day, *, draft: bool) -> dict:
        """What the page shows besides the record itself."""
        return {}

    def structured(self, record, facts: dict) -> dict | None:
        """The record as schema.org knows it, where it does."""
        return None

    def get(self, request, **key):
        question = asked_of_page(request, self.model)
        record = self.shown(question.qs.filter(**key), question.day, draft=False).first()
        draft = record is None
        if draft:
            record = self.shown(self.drafts(request).filter(**key), question.day, draft=True).first()
        if record is None:
            return self.otherwise_spelt(request, question, key)
        facts = self.facts(record, question.day, draft=draft)
        count_whole([fact for fact in facts.values() if isinstance(fact, Related)])
        context = {
            "record": record,
            "draft": draft,
            "question": question,
            "invented": any(getattr(fact, "holds_invented", False) for fact in facts.values()),
            **notice(request, question),
            **facts,
            "formats": [] if draft else offered_alone(self.model, question.day, "/".join(key.values())),
            "structured": "" if draft or getattr(record, "invented", False) else script(self.structured(record, facts)),
            **staff_links(request, self.model, record),
        }
        response = render(request, self.template_name, context)
        if draft:
            add_never_cache_headers(response)
        return response

    def otherwise_spelt(self, request, question: OnDay, key: dict):
        """Send `jp` to `JP` and `lia-2013-001` to `LIA-2013-001`, with the same question; else nothing is there."""
        spelt = {f"{name}__in": [value.upper(), value.lower()] for name, value in key.items()}
        record = question.qs.filter(**spelt).first()
        if record is None:
            raise Http404(_("There is no such record."))
        return redirect(self.asked_there(request, record), permanent=True)

    @staticmethod
    def asked_there(request, record) -> str:
        """The address of the record, with the same question."""
        query = request.META.get("QUERY_STRING", "")
        return record.get_absolute_url() + (f"?{query}" if query else "")

    def drafts(self, request) -> QuerySet:
        """The records that this member of staff may read, published or not; none for anyone else."""
        user, options, rows = request.user, self.model._meta, self.model.objects.all()
        if not (user.is_staff and user.has_perm(f"{options.app_label}.view_{options.model_name}")):
            return rows.none()
        return rows.seen_by(user) if hasattr(rows, "seen_by") else rows
