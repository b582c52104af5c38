"""The questions that institutions and countries answer."""

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Value, When
from django.utils.translation import gettext_lazy as _

from agreements.life import State
from agreements.models import Agreement, Party
from agreements.parameters import AgreementParameters
from inserm_intl.folding import words
from inserm_intl.parameters import INVENTED, ManyFilter

from .models import Country, Institution
from .models.institution import HOME, Kind
from .places import PlaceQuestion


class InstitutionFilterSet(AgreementParameters, PlaceQuestion):
    """Partner institutions: those abroad, unless France is asked for by name."""

    kind = ManyFilter(label=_("Kind"), method="of_kind", choices=Kind.choices)

    default_sort = "name"
    sorts = {
        "name": (_("Name"), "sort_{language}"),
        "country": (_("Country or territory"), "country__sort_{language}", "sort_{language}"),
    }

    class Meta:
        model = Institution
        fields = []

    def filter_queryset(self, queryset):
        asked = super().filter_queryset(queryset)
        if self.errors:
            return asked
        if HOME not in self.form.cleaned_data["country"]:
            asked = asked.abroad()
        if self.asks_of_agreements():
            asked = asked.filter(Exists(self.parties_asked().filter(institution=OuterRef("pk"))))
        return asked

    def of_kind(self, queryset, name, value):
        return queryset.filter(kind__in=value)

    def with_words(self, queryset, name, value):
        for word in words(value):
            queryset = queryset.named(word)
        return queryset


def counts(rows) -> Case:
    """Counts asked once, as (key, count), for each row of a short list; zero for the others."""
    whens = [When(pk=key, then=Value(count)) for key, count in rows]
    return Case(*whens, default=Value(0), output_field=IntegerField())


class CountryFilterSet(AgreementParameters, PlaceQuestion):
    """Countries and territories, with what is counted for each on the day; asked of agreements, those abroad."""

    key = "code"
    default_sort = "-agreements"
    sorts = {
        "name": (_("Name"), "sort_{language}"),
        "partners": (_("Partners"), "partner_count", "-sort_{language}"),
        "agreements": (_("Agreements in force"), "agreement_count", "partner_count", "-sort_{language}"),
    }
    invented = ManyFilter(label=_("Invented records"), method="as_asked", choices=INVENTED)

    class Meta:
        model = Country
        fields = []

    def filter_queryset(self, queryset):
        asked = super().filter_queryset(queryset)
        if not self.errors and self.asks_of_agreements():
            asked = asked.filter(Exists(self.parties_asked().filter(institution__country=OuterRef("pk"))))
            if HOME not in self.form.cleaned_data["country"]:
                asked = asked.exclude(code=HOME)
        return asked

    def from_countries(self, queryset, countries):
        return queryset.filter(pk__in=countries)

    def ordered(self, queryset):
        partners = self.as_invented(Institution.objects.public(self.day)).order_by().values_list("country")
        in_force = self.as_invented(Agreement.objects.public(self.day)).in_state(State.IN_FORCE, on=self.day)
        parties = Party.objects.of_public_institutions(self.day).filter(agreement__in=in_force)
        agreements = parties.order_by().values_list("institution__country")
        return super().ordered(
            queryset.annotate(
                partner_count=counts(partners.annotate(Count("pk"))),
                agreement_count=counts(agreements.annotate(Count("agreement", distinct=True))),
            )
        )
