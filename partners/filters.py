"""The questions that institutions, countries, declared collaborations and published figures answer."""

from django.db.models import BooleanField, Case, Count, Exists, IntegerField, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agreements.life import State
from agreements.models import Agreement, Party
from agreements.parameters import AgreementParameters, KnownFilter, PartnerParameter, themes, unit_is_known
from inserm_intl.folding import words
from inserm_intl.parameters import INVENTED, ManyFilter, YearFilter

from .models import Cooperation, Country, Indicator, Institution, KeyFigure, ResearchUnit, ThematicInstitute
from .models.institution import HOME, Kind
from .places import PlaceOfYear, PlaceQuestion

NOT_STATED = "none"


class InstitutionFilterSet(AgreementParameters, PlaceQuestion):
    """Partner institutions: those abroad, unless France is asked for by name."""

    kind = ManyFilter(label=_("Kind"), choices=Kind.choices)

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

    def with_words(self, queryset, name, value):
        for word in words(value):
            queryset = queryset.named(word)
        return queryset


def counts(rows) -> Case:
    """Counts asked once, as (key, count), for each row of a short list; zero for the others.

    Where nothing is counted the zero is all that is left, and PostgreSQL takes a bare one for a column's place.
    """
    whens = [When(pk=key, then=Value(count)) for key, count in rows]
    return Case(*whens, default=Cast(Value(0), IntegerField()), output_field=IntegerField())


def holding(keys) -> Case:
    """Whether each row of a list is one of these."""
    return Case(When(pk__in=set(keys), then=Value(True)), default=Value(False), output_field=BooleanField())


class CountryFilterSet(AgreementParameters, PlaceQuestion):
    """Countries and territories with what is counted for each on the day: those abroad, unless France is named."""

    key = "code"
    default_sort = "-agreements"
    sorts = {
        "name": (_("Name"), "sort_{language}"),
        "partners": (_("Partners"), "partner_count", "-sort_{language}"),
        "agreements": (_("Agreements in force"), "agreement_count", "partner_count", "-sort_{language}"),
        "cooperations": (_("Declared collaborations"), "cooperation_count", "-sort_{language}"),
    }
    invented = ManyFilter(label=_("Invented records"), method="as_asked", choices=INVENTED)

    class Meta:
        model = Country
        fields = []

    def filter_queryset(self, queryset):
        asked = super().filter_queryset(queryset)
        if self.errors:
            return asked
        if HOME not in self.form.cleaned_data["country"]:
            asked = asked.exclude(code=HOME)
        if self.asks_of_agreements():
            asked = asked.filter(Exists(self.parties_asked().filter(institution__country=OuterRef("pk"))))
        return asked

    def from_countries(self, queryset, countries):
        return queryset.filter(pk__in=countries)

    @cached_property
    def declared_year(self) -> int | None:
        """The latest year for which units have declared collaborations, by the day."""
        return max((declared for _country, _count, _invented, declared in self.tallies["cooperations"]), default=None)

    @property
    def holds_invented(self) -> bool:
        """Whether one of the tallies counts an invented record."""
        return any(invented for tally in self.tallies.values() for _country, _count, invented, *_rest in tally)

    def cooperations(self):
        """The collaborations declared for that year."""
        declared = self.as_invented(Cooperation.objects.public(self.day))
        return declared.filter(year=Subquery(declared.order_by("-year").values("year")[:1])).order_by()

    @cached_property
    def tallies(self) -> dict[str, list[tuple]]:
        """What is counted for each country: as (country, how many, how many invented), and the year declared."""
        partners = self.as_invented(Institution.objects.public(self.day)).order_by()
        in_force = self.as_invented(Agreement.objects.public(self.day)).in_state(State.IN_FORCE, on=self.day)
        parties = Party.objects.of_public_institutions(self.day).filter(agreement__in=in_force).order_by()
        made_up, of_made_up = Q(invented=True), Q(agreement__invented=True)
        return {
            "partners": list(partners.values_list("country").annotate(Count("pk"), made_up=Count("pk", made_up))),
            "agreements": list(
                parties.values_list("institution__country").annotate(
                    Count("agreement", distinct=True), made_up=Count("agreement", of_made_up)
                )
            ),
            "cooperations": list(
                self.cooperations()
                .values_list("country")
                .annotate(Count("pk"), made_up=Count("pk", made_up), declared=Max("year"))
            ),
        }

    def tally(self, what: str) -> Case:
        """What is counted for each row of the list."""
        return counts((country, count) for country, count, *_rest in self.tallies[what])

    @property
    def counting_invented(self) -> Case:
        """Whether an invented record is counted for each row of the list."""
        tallies = self.tallies.values()
        return holding(country for tally in tallies for country, _count, invented, *_rest in tally if invented)

    def ordered(self, queryset):
        return super().ordered(
            queryset.annotate(
                partner_count=self.tally("partners"),
                agreement_count=self.tally("agreements"),
                cooperation_count=self.tally("cooperations"),
            )
        )


def themes_or_none():
    return [*themes(), (NOT_STATED, _("Not stated"))]


class CooperationFilterSet(PartnerParameter, PlaceOfYear):
    """Collaborations declared by units: `year` is the declared year."""

    theme = ManyFilter(label=_("Research field"), method="of_theme", choices=themes_or_none)
    unit = KnownFilter("unit__code", label=_("Research unit"), known=unit_is_known)
    year = YearFilter()

    key = "reference"
    default_sort = "-year"
    sorts = {
        "year": (_("Year"), "year", "-reference"),
        "country": (_("Country or territory"), "country__sort_{language}", "-year", "reference"),
        "unit": (_("Research unit"), "unit__code", "-year", "reference"),
    }

    class Meta:
        model = Cooperation
        fields = []

    def filter_queryset(self, queryset):
        asked = super().filter_queryset(queryset)
        if not self.errors and (partner := self.partner_asked):
            asked = asked.filter(institution__in=Institution.objects.public(self.day).filter(pk=partner.pk))
        return asked

    def with_words(self, queryset, name, value):
        """The whole reference; or each word in the unit, a name of a public institution, or the country."""
        found = queryset
        for word in words(value):
            found = found.filter(
                Q(unit__in=ResearchUnit.objects.filter(folded__contains=word))
                | Q(institution__in=Institution.objects.public(self.day).named(word))
                | Q(country__in=Country.objects.filter(folded__contains=word))
            )
        return found | queryset.filter(reference=value.strip().upper())

    def of_theme(self, queryset, name, value):
        found = Q(theme__in=ThematicInstitute.objects.with_predecessors(value))
        return queryset.filter(found | Q(theme=None) if NOT_STATED in value else found)


def indicators():
    return [(row.code, row.name) for row in Indicator.objects.all()]


class KeyFigureFilterSet(PlaceOfYear):
    """Published figures, of the world and of places; `kind` is the indicator."""

    kind = ManyFilter("indicator__code", label=_("Indicator"), choices=indicators)
    year = YearFilter()

    default_sort = "indicator"
    sorts = {
        "indicator": (_("Indicator"), "indicator__order", "indicator__code", "of_country", "of_group", "year", "slug"),
        "year": (_("Year"), "year", "slug"),
    }

    class Meta:
        model = KeyFigure
        fields = []

    def ordered(self, queryset):
        """Of an indicator, figures of the world come before those of groups, and these before those of countries."""
        none = Value("")
        return super().ordered(
            queryset.annotate(of_country=Coalesce("country", none), of_group=Coalesce("group__code", none))
        )

    def with_words(self, queryset, name, value):
        for word in words(value):
            queryset = queryset.filter(
                Q(slug__contains=word.strip()) | Q(country__in=Country.objects.filter(folded__contains=word))
            )
        return queryset
