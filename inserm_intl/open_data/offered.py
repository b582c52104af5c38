"""The forms in which a list offers its answer to be taken away: the same question, put to the noun's data."""

from typing import NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inserm_intl.questions import OnDay

from .nouns import NOUNS, Noun


class Format(NamedTuple):
    """A form of an answer: its name, its address, its media type, what it is good for."""

    label: str | Promise
    url: str
    media_type: str
    use: str | Promise


class Form(NamedTuple):
    """A form that data has, at the address of that name; of all nouns unless some are named."""

    label: str
    name: str
    media_type: str
    use: Promise
    nouns: tuple[str, ...] = ()

    def of(self, noun: Noun, query: str = "") -> Format:
        return Format(self.label, reverse(self.name, args=[noun.name]) + query, self.media_type, self.use)


FORMS = [
    Form("CSV", "data:csv", "text/csv", _("a table for any program, whole")),
    Form(
        "Excel",
        "data:xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _("a workbook, up to 100,000 rows"),
    ),
    Form("JSON", "data:noun", "application/json", _("for programs, page after page")),
    Form("GeoJSON", "data:geojson", "application/geo+json", _("points for a map"), nouns=("partners",)),
]


def forms_of(noun: Noun, query: str = "") -> list[Format]:
    """Every form that a noun has, for a question."""
    found = []
    for form in FORMS:
        if not form.nouns or noun.name in form.nouns:
            try:
                found.append(form.of(noun, query))
            except NoReverseMatch:
                continue
    return found


def offered(question: OnDay) -> list[Format]:
    """The forms in which data answers a list's question; none where the list is of no noun of open data."""
    for noun in NOUNS.values():
        if isinstance(question, noun.filterset):
            return forms_of(noun, question.put_to(noun.filterset).query())
    return []
