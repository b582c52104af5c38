"""A noun's list: filters, order, pages, and the other forms in which the same question is answered."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View

from inserm_intl.numbers import number
from inserm_intl.open_data.offered import Format, offered
from inserm_intl.questions import Question

from .asked import mark_asked, notice, staff_links

EXACT_UP_TO = 10_000
FIRST = 25


def page_number(text: str) -> int | None:
    """A whole number from 1 up; None for anything else. One of ten digits or more is beyond every list."""
    if not (text.isascii() and text.isdigit() and text.strip("0")):
        return None
    return int(text) if len(text) < 10 else 10**9


def told(count: int) -> str:
    """A count that may have stopped after the most that is exact: "37", "10,000", "more than 10,000"."""
    return number(count) if count <= EXACT_UP_TO else _("more than %(count)s") % {"count": number(EXACT_UP_TO)}


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
        """`37 agreements`, `1,200 agreements`, in the current language."""
        raise NotImplementedError

    def facts(self, question: Question, page) -> dict:
        """What the page shows besides its rows."""
        return {}

    def formats(self, question: Question) -> list[Format]:
        """The other forms in which this question is answered."""
        return offered(question)

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
        number = page_number(self.request.GET.get("page") or "1")
        if number is None:
            return paginator.page(1), _("A page is a whole number from 1 up.")
        if number > paginator.num_pages:
            raise Http404(_("There is no such page."))
        return paginator.page(number), ""
