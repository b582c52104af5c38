"""Answers to a question, for readers: a list of records, or a record's own page.

Every page starts at the noun's `public(on)` through its FilterSet. Staff who may read the noun also see
the page of a draft, marked as one and never stored by a cache.
"""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from django.contrib.admin import site
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import Func, QuerySet, Value
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from .days import shown, today
from .questions import OnDay, Question
from .structured import script

EXACT_UP_TO = 10_000
FIRST = 25


class BoundedPaginator(Paginator):
    """Counts up to 10,000 rows and gives pages up to that row; beyond, it says "more than"."""

    @cached_property
    def count(self):
        return min(self._counted, EXACT_UP_TO)

    @cached_property
    def _counted(self) -> int:
        return self.object_list.order_by()[: EXACT_UP_TO + 1].count()

    @property
    def count_is_exact(self) -> bool:
        return self._counted <= EXACT_UP_TO


class WholePaginator(BoundedPaginator):
    """All rows of a short list on one page, read at once rather than counted first."""

    @cached_property
    def _counted(self) -> int:
        return len(self.object_list)


@dataclass
class Related:
    """The first rows of a list on another record's page, how many there are, and the address of them all."""

    rows: list
    count: int
    url: str
    all: QuerySet

    @classmethod
    def of(cls, queryset: QuerySet, name: str = "", day=None, **asked) -> "Related":
        """`name` is the address of the noun's list, `asked` the question that gives these very rows; without, all."""
        if not name:
            rows = list(queryset)
            return cls(rows, len(rows), "", queryset)
        rows = list(queryset[: FIRST + 1])
        if day and day != today():
            asked["on"] = day.isoformat()
        return cls(rows[:FIRST], len(rows), f"{reverse(name)}?{urlencode(asked)}", queryset)

    @property
    def more(self) -> bool:
        return self.count > len(self.rows)

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
        for place, count in asked[0].union(*asked[1:], all=True):
            longer[place].count = count


class Format(NamedTuple):
    """Another form of an answer: its name, its address, its media type."""

    label: str
    url: str
    media_type: str


def mark_asked(request, question: OnDay, **changes) -> None:
    """Tell the templates which query string the page's own address has, without unknown parameters."""
    request.asked = question.query(**changes)


def asked_of_page(request, model, asks: type[OnDay] = OnDay) -> OnDay:
    """The question of a page that is not a list; a bad value answers 400 (BadRequest)."""
    question = asks(request.GET, model.objects.all())
    if question.errors:
        mark_asked(request, question, **dict.fromkeys(question.errors))
        raise BadRequest(" ".join(error for errors in question.errors.values() for error in errors))
    mark_asked(request, question)
    return question


def notice(request, question: OnDay) -> dict:
    """What the banner of another day needs; nothing today."""
    if question.is_today:
        return {}
    return {"on_notice": {"day": shown(question.day), "today": f"{request.path}{question.query(on=None)}"}}


@method_decorator(csrf_exempt, name="dispatch")
class ListPage(View):
    """A noun's list: filters, order, pages. A bad value answers 400, with no rows."""

    filterset: type[Question]
    template_name: str
    heading: str
    lede: str = ""
    page_size = FIRST
    paginator: type[BoundedPaginator] = BoundedPaginator

    def shown(self, rows: QuerySet, question: Question) -> QuerySet:
        """What each row of the page needs, in a constant number of queries."""
        return rows

    def counted(self, count: int) -> str:
        """`37 agreements`, in the current language."""
        raise NotImplementedError

    def facts(self, question: Question, page) -> dict:
        """What the page shows besides its rows."""
        return {}

    def formats(self, question: Question) -> list[Format]:
        """The other forms in which this question is answered."""
        return []

    def counts_invented(self, question: Question) -> bool:
        """Whether an invented record is in the list, or in the numbers beside it."""
        return question.qs.order_by().filter(invented=True).exists()

    def get(self, request):
        question = self.filterset(request.GET)
        paginator = self.paginator(self.shown(question.qs, question), self.page_size)
        page, page_error = self.page(paginator)
        failed = bool(question.errors or page_error)
        mark_asked(request, question, page=page.number if page.number > 1 else None)
        sorts = [] if failed else list(question.orders)
        count = self.counted(paginator.count)
        context = {
            "question": question,
            "heading": self.heading,
            "lede": self.lede,
            "page": page,
            "failed": failed,
            "invented": not failed and question.asked.get("invented") != ["no"] and self.counts_invented(question),
            "problems": [*question.misplaced, *filter(None, [page_error])],
            "active": list(question.active),
            "sorts": sorts if len(sorts) > 1 else [],
            "formats": [] if failed else self.formats(question),
            "count": count if paginator.count_is_exact else _("more than %(count)s") % {"count": count},
            **({} if question.errors else notice(request, question)),
            **({} if failed else self.facts(question, page)),
            **staff_links(request, question._meta.model),
        }
        return render(request, self.template_name, context, status=400 if failed else 200)

    def page(self, paginator):
        """The page asked for, or the first with what is wrong; beyond the last there is none (404)."""
        number = self.request.GET.get("page") or "1"
        if not (number.isascii() and number.isdigit() and number.strip("0")):
            return paginator.page(1), _("A page is a whole number from 1 up.")
        if len(number) > 9 or int(number) > paginator.num_pages:
            raise Http404(_("There is no such page."))
        return paginator.page(int(number)), ""


@method_decorator(csrf_exempt, name="dispatch")
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
        query = request.META.get("QUERY_STRING", "")
        return redirect(record.get_absolute_url() + (f"?{query}" if query else ""), permanent=True)

    def drafts(self, request) -> QuerySet:
        """The records that this member of staff may read, published or not; none for anyone else."""
        user, options, rows = request.user, self.model._meta, self.model.objects.all()
        if not (user.is_staff and user.has_perm(f"{options.app_label}.view_{options.model_name}")):
            return rows.none()
        return rows.seen_by(user) if hasattr(rows, "seen_by") else rows


def rendered(request, template: str, context: dict, status: int = 200):
    """A page of no noun in particular. Staff find the way to the register on it, and no cache keeps that."""
    if not request.user.is_staff:
        return render(request, template, context, status=status)
    context["staff_links"] = [(_("Administration"), reverse("admin:index"))]
    response = render(request, template, context, status=status)
    add_never_cache_headers(response)
    return response


def staff_links(request, model, record=None) -> dict:
    """View, Edit, Create here: for staff alone, each only where the admin allows it."""
    if not request.user.is_staff:
        return {}
    name, desk = f"admin:{model._meta.app_label}_{model._meta.model_name}", site.get_model_admin(model)
    links = [(_("View"), request.path)]
    if record is not None and desk.has_change_permission(request, record):
        links.append((_("Edit"), reverse(f"{name}_change", args=[record.pk])))
    if desk.has_add_permission(request):
        links.append((_("Create here"), reverse(f"{name}_add")))
    return {"staff_links": links}
