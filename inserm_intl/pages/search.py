"""Search: what the whole site holds for some words, noun by noun, each as its own list finds and counts it.

A page asks the database at most twenty times, whatever is found: once or a few times for the first rows of
each noun and once for all that is counted; where nothing is found, up to seven times for what may have been meant.
"""

from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy

from agreements.calls import Calls
from agreements.views import Activities, Agreements, Instruments, Programmes
from inserm_intl.answers import ListPage, mark_asked, notice, rendered
from inserm_intl.folding import words
from inserm_intl.models import Page
from inserm_intl.questions import Words
from inserm_intl.search.meant import Meant
from inserm_intl.search.nouns import Noun, count_bounded
from partners.filters import CountryFilterSet
from partners.views import Countries, Institutions


class PageQuestion(Words):
    """What the search is asked; and what pages of text are, which have no list of their own."""

    class Meta:
        model = Page
        fields = []


class Pages(ListPage):
    filterset = PageQuestion
    heading = gettext_lazy("Pages of text")


class CountriesByName(CountryFilterSet):
    """The countries that the list finds; it counts much of each before it orders them, which is not asked here."""

    default_sort = "name"
    sorts = {"name": CountryFilterSet.sorts["name"]}

    def ordered(self, queryset):
        return super(CountryFilterSet, self).ordered(queryset)


class CountriesFound(Countries):
    filterset = CountriesByName


class InstrumentsFound(Instruments):
    """Types of cooperation without the number of their agreements."""

    def shown(self, rows, question):
        return rows


NOUNS: dict[str, type[ListPage]] = {
    "partners:countries": CountriesFound,
    "partners:institutions": Institutions,
    "agreements:agreements": Agreements,
    "agreements:programmes": Programmes,
    "agreements:calls": Calls,
    "agreements:activities": Activities,
    "agreements:instruments": InstrumentsFound,
    "": Pages,
}


def search(request):
    """A result is nobody's to keep: it is of this day, these words and what is published now."""
    question = PageQuestion(request.GET)
    mark_asked(request, question)
    text = "" if question.errors else question.form.cleaned_data["q"]
    nouns = [Noun(name, page, question) for name, page in NOUNS.items()]
    asked = words(text)
    if asked:
        count_bounded(nouns)
    groups = [noun for noun in nouns if noun.rows] if asked else []
    context = {
        "question": question,
        "text": text,
        "asked": asked,
        "groups": groups,
        "meant": Meant(nouns, question, text) if asked and not groups else None,
        "ways_in": [noun for noun in nouns if noun.name],
        "invented": any(noun.invented for noun in groups),
        **({} if question.errors else notice(request, question)),
    }
    response = rendered(request, "pages/search.html", context, status=400 if question.errors else 200)
    patch_cache_control(response, private=True, no_cache=True)
    return response
