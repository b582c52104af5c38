"""Each noun asked the same words, as its own list finds and counts them; all that is counted in one query."""

from django.db.models import Exists, Func, IntegerField, QuerySet, Value
from django.urls import reverse
from django.utils.functional import cached_property

from inserm_intl.answers import EXACT_UP_TO, FIRST, ListPage, told
from inserm_intl.folding import words
from inserm_intl.questions import Words

from .found import Found

FIRST_ROWS = 5


class Noun:
    """One of the lists, asked what the search was asked: its first rows, how many there are, where they all are."""

    def __init__(self, name: str, page: type[ListPage], question: Words):
        self.name, self.page, self.search = name, page, question
        self.heading, self.lede, self.id = page.heading, page.lede, name.split(":")[-1] or "pages"
        self.first = FIRST_ROWS if name else FIRST
        self.invented = False

    def ask(self, *, in_order: bool = True, **changes):
        asked = self.search.put_to(self.page.filterset, **changes)
        asked.in_order = in_order
        return asked

    @property
    def url(self) -> str:
        return self.url_for(self.search.data.get("q")) if self.name else ""

    @property
    def whole(self) -> str:
        """The list, asked no words."""
        return self.url_for(None)

    def url_for(self, text: str | None) -> str:
        """The list asked other words; of what has no list, the search."""
        return f"{reverse(self.name or 'search')}{self.search.query(q=text)}"

    @property
    def model(self):
        return self.page.filterset._meta.model

    @property
    def unordered(self) -> QuerySet:
        return self.ask(in_order=False).qs.order_by()

    @cached_property
    def rows(self) -> list:
        question = self.ask()
        return list(self.page().shown(question.qs, question)[: self.first + 1])

    @cached_property
    def counted(self) -> int:
        """Set for those that go on by `count_bounded`."""
        return len(self.rows)

    @property
    def count(self) -> str:
        return told(self.counted)

    @property
    def more(self) -> bool:
        """Whether "See all 12" can be said."""
        return self.first < self.counted <= EXACT_UP_TO

    @cached_property
    def found(self) -> list[Found]:
        return [Found.of(row, words(self.search.data["q"])) for row in self.rows[: self.first]]

    @cached_property
    def everything(self):
        return self.ask(q=None, in_order=False)

    def holding(self, text: str) -> QuerySet:
        """What the list would find for other words."""
        return self.everything.with_words(self.everything.qs, "q", text)


def untranslated(model) -> QuerySet:
    """All rows, for unions: those that know translations put a union's columns in any order."""
    return QuerySet(model).order_by()


def count_bounded(nouns: list[Noun]) -> None:
    """Count the rows of those that go on, up to 10,001, and ask whether one is invented, in one query."""
    longer = [noun for noun in nouns if len(noun.rows) > noun.first]
    for noun in nouns:
        noun.invented = any(getattr(row, "invented", False) for row in noun.rows)
    if not longer:
        return
    arms = []
    for place, noun in enumerate(longer):
        rows = noun.unordered
        bounded = untranslated(rows.model).filter(pk__in=rows.values("pk")[: EXACT_UP_TO + 1])
        invented = Exists(rows.filter(invented=True)) if hasattr(rows.model, "invented") else Value(False)
        counted = Func("pk", function="COUNT", output_field=IntegerField())
        arms.append(
            bounded.annotate(place=Value(place), counted=counted, some=invented).values_list("place", "counted", "some")
        )
    for place, counted, some in arms[0].union(*arms[1:], all=True):
        longer[place].counted, longer[place].invented = counted, bool(some)


def finding(nouns: list[Noun], texts: list[str]) -> dict[str, list[Noun]]:
    """For each of the texts, the nouns whose lists would find something by it, in one query."""
    found: dict[str, list[Noun]] = {text: [] for text in texts}
    arms = [
        untranslated(noun.model)
        .filter(pk__in=noun.holding(text).order_by().values("pk")[:1])
        .annotate(text=Value(at), noun=Value(place))
        .values_list("text", "noun")
        for at, text in enumerate(texts)
        for place, noun in enumerate(nouns)
    ]
    for at, place in sorted(arms[0].union(*arms[1:], all=True)) if arms else ():
        found[texts[at]].append(nouns[place])
    return found
