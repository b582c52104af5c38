"""Ways in which open data could tell what is private, each a slip that somebody may make: the tests must see it."""

from django.db.models import Count, Max, OuterRef, Q, Subquery
from rest_framework.response import Response

from agreements.filters import AgreementFilterSet
from agreements.models import Agreement, AgreementPeriod, Amendment, Party
from agreements.models.agreement_words import AgreementQuerySet
from agreements.serializers import AgreementColumns
from inserm_intl.open_data.columns import Code, Codes, Day, Whole
from inserm_intl.open_data.expressions import Listed
from inserm_intl.open_data.paging import Part
from inserm_intl.open_data.views import Index
from partners.filters import CountryFilterSet, InstitutionFilterSet
from partners.models import Institution
from partners.serializers import CountryColumns, InstitutionColumns


def column(columns, name, kind, origin):
    """A column whose value comes from elsewhere."""
    return lambda patch: patch.setitem(columns.all(), name, kind(origin, "", example="", nullable=True))


def partners_of_any_kind(_question):
    return Listed(Party.objects.filter(agreement=OuterRef("pk"), side="partner"), "institution__slug")


def every_institution(_question):
    counted = Institution.objects.filter(country=OuterRef("pk")).order_by().values("country").annotate(n=Count("pk"))
    return Subquery(counted.values("n"))


def end_of_any_amendment(_question):
    ends = Amendment.objects.filter(agreement=OuterRef("pk")).order_by().values("agreement")
    return Subquery(ends.annotate(end=Max("new_end")).values("end"))


def first_state_of_any(_question):
    return Subquery(AgreementPeriod.objects.filter(agreement=OuterRef("pk")).order_by("since").values("state")[:1])


def order_by_the_officer(patch):
    label, *_columns = AgreementFilterSet.sorts["title"]
    patch.setitem(AgreementFilterSet.sorts, "title", (label, "officer__last_name", "internal_note"))


def list_every_institution_in_the_index(patch):
    patch.setattr(
        Index, "get", lambda *_arguments: Response(sorted(Institution.objects.values_list("slug", flat=True)))
    )


def find_words_in_notes(patch):
    def with_words(_self, queryset, _name, value):
        return queryset.filter(Q(folded__contains=value.casefold()) | Q(internal_note__contains=value.casefold()))

    patch.setattr(AgreementFilterSet, "with_words", with_words)


def ask_of_any_agreement(patch):
    """A partner is found by the type of an agreement that is not public."""

    def parties_asked(self):
        return Party.objects.filter(agreement__instrument__code__in=self.form.cleaned_data["instrument"])

    patch.setattr(InstitutionFilterSet, "parties_asked", parties_asked)


def forget_that_drafts_are_private(patch):
    patch.setattr(AgreementQuerySet, "public", lambda rows, _on=None: rows)


def count_drafts_by_country(patch):
    patch.setattr(CountryFilterSet, "as_invented", lambda _self, rows: rows.model.objects.all())


def order_countries_by_what_is_hidden(patch):
    label, *_columns = CountryFilterSet.sorts["partners"]
    hidden = Count("institutions", filter=Q(institutions__published=False))
    ordered = CountryFilterSet.ordered
    patch.setattr(CountryFilterSet, "ordered", lambda self, rows: ordered(self, rows.annotate(hidden=hidden)))
    patch.setitem(CountryFilterSet.sorts, "partners", (label, "hidden"))


def number_the_answer_by_all_rows(patch):
    of = Part.of
    everything = {"agreements": Agreement, "partners": Institution}

    def counted(self, noun, question, rows):
        answer = of(self, noun, question, rows)
        return answer | ({"count": everything[noun.name].objects.count()} if noun.name in everything else {})

    patch.setattr(Part, "of", counted)


# What each would tell, where, and the slip.
LEAKS = {
    "an institution that is not public": ("partners/", column(InstitutionColumns, "part_of", Code, "parent__slug")),
    "kin that is not public": ("partners/", column(InstitutionColumns, "succeeded_by", Code, "successor__slug")),
    "a draft that renews": ("agreements/", column(AgreementColumns, "renews", Code, "predecessor__reference")),
    "a framework in negotiation": ("agreements/", column(AgreementColumns, "framework", Code, "parent__reference")),
    "parties that are not public": ("agreements/", column(AgreementColumns, "partners", Codes, partners_of_any_kind)),
    "the end in a draft": ("agreements/", column(AgreementColumns, "last_day", Day, end_of_any_amendment)),
    "that it was negotiated": ("agreements/", column(AgreementColumns, "state", Code, first_state_of_any)),
    "our note": ("agreements/", column(AgreementColumns, "acronym", Code, "internal_note")),
    "our number": ("agreements/", column(AgreementColumns, "acronym", Code, "own_number")),
    "that it is a prospect": ("partners/", column(InstitutionColumns, "city", Code, "prospect_source")),
    "a count of all rows": ("countries/", column(CountryColumns, "partners", Whole, every_institution)),
    "the order of officers": ("agreements/?sort=title", order_by_the_officer),
    "the order of a hidden count": ("countries/?sort=partners", order_countries_by_what_is_hidden),
    "the names of institutions": ("", list_every_institution_in_the_index),
    "words of notes": ("agreements/?q=oeil", find_words_in_notes),
    "the type of a draft": ("partners/?instrument=gdri", ask_of_any_agreement),
    "drafts": ("agreements/", forget_that_drafts_are_private),
    "drafts in tallies": ("countries/", count_drafts_by_country),
    "how many rows there are": ("partners/", number_the_answer_by_all_rows),
}


def keys_as_cursors(patch):
    """The cursor after a part is the database's key of its last row."""
    beside = Part.beside

    def told(self, paginator, question, found):
        after, before = beside(self, paginator, question, found)
        if after and "cursor" in after:
            row = question.qs.get(**{question.key: after["cursor"]})
            after = {"cursor": f"{row.pk}"}
        return after, before

    patch.setattr(Part, "beside", told)
