"""The nouns of open data: under each name, the question and the columns of its answer."""

from typing import NamedTuple

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from agreements.filters import (
    ActivityFilterSet,
    AgreementFilterSet,
    CallFilterSet,
    InstrumentFilterSet,
    ProgrammeFilterSet,
)
from agreements.serializers import (
    ActivityColumns,
    AgreementColumns,
    CallColumns,
    InstrumentColumns,
    ProgrammeColumns,
)
from inserm_intl.questions import Question
from partners.filters import CooperationFilterSet, CountryFilterSet, InstitutionFilterSet, KeyFigureFilterSet
from partners.serializers import CooperationColumns, CountryColumns, InstitutionColumns, KeyFigureColumns

from .serializer import Columns

# A regular expression: the key of any record. That of a call has two parts.
KEY = "[a-zA-Z0-9_-]+(?:/[a-zA-Z0-9_-]+)?"


class Noun(NamedTuple):
    """`page` is the name of the list that answers the same question for readers."""

    name: str
    title: Promise
    columns: type[Columns]
    filterset: type[Question]
    page: str

    def asked(self, data: QueryDict) -> Question:
        """A question in the order that was asked for; without one, in that of the keys, which no language changes."""
        question = self.filterset(data)
        question.in_order = bool(question.asked.get("sort"))
        return question

    def record(self, question: Question, key: str) -> dict | None:
        """The row of that key, or the one that it leads to: `jp` to `JP`, what was merged to what it was merged into.

        None where a visitor sees none.
        """
        public = question.open_to(self.filterset._meta.model.objects.all())
        for keys in ([key], [key.upper(), key.lower()]):
            rows = question.with_ids(public, "id", keys)
            for row in self.columns.values(rows[:1], question):
                return self.columns().to_representation(row)
        return None

    def rows(self, question: Question) -> QuerySet:
        """The rows that answer a valid question."""
        with override("fr"):
            return question.qs if question.in_order else question.qs.order_by(question.key)


NOUNS = {
    noun.name: noun
    for noun in [
        Noun("partners", _("Partners"), InstitutionColumns, InstitutionFilterSet, "partners:institutions"),
        Noun("countries", _("Countries and territories"), CountryColumns, CountryFilterSet, "partners:countries"),
        Noun("agreements", _("Agreements"), AgreementColumns, AgreementFilterSet, "agreements:agreements"),
        Noun("programmes", _("Exchange programmes"), ProgrammeColumns, ProgrammeFilterSet, "agreements:programmes"),
        Noun("calls", _("Calls for applications"), CallColumns, CallFilterSet, "agreements:calls"),
        Noun("activities", _("Visits, seminars, stays"), ActivityColumns, ActivityFilterSet, "agreements:activities"),
        Noun(
            "instruments", _("Types of cooperation"), InstrumentColumns, InstrumentFilterSet, "agreements:instruments"
        ),
        Noun(
            "cooperations",
            _("Declared collaborations"),
            CooperationColumns,
            CooperationFilterSet,
            "partners:cooperations",
        ),
        Noun("key-figures", _("Key figures"), KeyFigureColumns, KeyFigureFilterSet, "key-figures"),
    ]
}
