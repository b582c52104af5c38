"""The questions that agreements and types of cooperation answer."""

from django.db.models import Case, Count, Exists, OuterRef, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agreements.life import State
from agreements.models import Agreement, ExchangeProgramme, Instrument, Party
from agreements.parameters import AgreementParameters, PartnerParameter, programmes
from inserm_intl.folding import words
from inserm_intl.parameters import ManyFilter
from inserm_intl.questions import Question
from partners.filters import counts, holding
from partners.models import Institution
from partners.places import PlaceQuestion


class AgreementFilterSet(PartnerParameter, AgreementParameters, PlaceQuestion):
    """Agreements: `year` is any day of it in force, `state` is that of the day."""

    programme = ManyFilter(label=_("Exchange programme"), method="of_programme", choices=programmes)

    key = "reference"
    default_sort = "-start"
    sorts = {
        "start": (_("First day"), "first_day"),
        "end": (_("Last day"), "last_day"),
        "title": (_("Title"), "sort_{language}"),
        "reference": (_("Reference"), "reference"),
    }

    class Meta:
        model = Agreement
        fields = []

    def filter_queryset(self, queryset):
        asked = super().filter_queryset(queryset)
        if self.errors:
            return asked
        if partner := self.partner_asked:
            asked = self.having(asked, institution=partner)
        return self.narrowed(asked)

    def from_countries(self, queryset, countries):
        return self.having(queryset, institution__country__in=countries)

    def having(self, queryset, **party):
        """Those with a party like that which a visitor may know of."""
        return queryset.having(self.day, **party)

    def with_words(self, queryset, name, value):
        """Each word in a text of the agreement, or in a name of a public party or of its country."""
        for word in words(value):
            named = Institution.objects.public(self.day).named(word)
            holding = Agreement.objects.filter(folded__contains=word).order_by().values("pk")
            parties = Party.objects.filter(institution__in=named).order_by().values("agreement")
            # One list of keys: of two, joined by OR, PostgreSQL reads a long one again for each agreement.
            queryset = queryset.filter(pk__in=holding.union(parties, all=True))
        return queryset

    def of_programme(self, queryset, name, value):
        shown = ExchangeProgramme.objects.public(self.day).filter(agreement=OuterRef("pk"), slug__in=value)
        return queryset.filter(Exists(shown))


class InstrumentFilterSet(Question):
    """Types of cooperation, those of the past too."""

    key = "code"
    default_sort = "order"
    sorts = {"order": (_("As usual"), "order"), "code": (_("Code"), "code")}

    class Meta:
        model = Instrument
        fields = []

    @cached_property
    def tally(self) -> list[tuple]:
        """Agreements in force on the day: of each type (its key) how many, and how many of them invented."""
        agreements = self.as_invented(Agreement.objects.public(self.day))
        in_force = agreements.in_state(State.IN_FORCE, on=self.day).order_by()
        return list(in_force.values_list("instrument").annotate(Count("pk"), made_up=Count("pk", Q(invented=True))))

    @property
    def in_force(self) -> Case:
        """How many agreements of each row's type are in force on the day."""
        return counts((instrument, count) for instrument, count, _invented in self.tally)

    @property
    def counting_invented(self) -> Case:
        """Whether one of these is invented."""
        return holding(instrument for instrument, _count, invented in self.tally if invented)
