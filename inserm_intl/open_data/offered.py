"""The forms in which a list offers its answer to be taken away: the same question, put to the noun's data."""

import datetime
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inserm_intl.questions import OnDay, of_day

from .files.formats import Csv, GeoJson, Xlsx
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
    nouns: tuple[str, ...] = tuple(NOUNS)

    def of(self, noun: Noun, query: str = "") -> Format:
        return Format(self.label, reverse(self.name, args=[noun.name]) + query, self.media_type, self.use)


JSON = Form("JSON", "data:noun", "application/json", _("for programs, page after page"))
FORMS = [
    Form("CSV", "data:csv", Csv.media_type, _("a table for any program, whole")),
    Form("Excel", "data:xlsx", Xlsx.media_type, _("a workbook, up to 100,000 rows")),
    JSON,
    Form("GeoJSON", "data:geojson", GeoJson.media_type, _("points for a map"), GeoJson.nouns),
]


def forms_of(noun: Noun, query: str = "") -> list[Format]:
    """Every form that a noun has, for a question."""
    return [form.of(noun, query) for form in FORMS if noun.name in form.nouns]


def offered(question: OnDay) -> list[Format]:
    """The forms in which data answers a list's question; none where the list is of no noun of open data."""
    for noun in NOUNS.values():
        if isinstance(question, noun.filterset):
            return forms_of(noun, question.put_to(noun.filterset).query())
    return []


def offered_alone(model: type, day: datetime.date, key: str) -> list[Format]:
    """The forms in which data gives one record, as of a day."""
    return [
        Format(JSON.label, reverse("data:record", args=[noun.name, key]) + of_day(day), JSON.media_type, JSON.use)
        for noun in NOUNS.values()
        if noun.filterset._meta.model is model
    ]
