"""The questions that agreements, programmes, activities and types of cooperation answer."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.folding import words
from inserm_intl.parameters import ManyFilter, YearFilter
from inserm_intl.questions import Question
from partners.models import Institution, ThematicInstitute
from partners.places import PlaceQuestion

from .models import Activity, Agreement, ExchangeProgramme, Instrument, Party
from .models.activity import ActivityKind, Direction, Status
from .models.programme import ProgrammeKind
from .parameters import AgreementParameters, PartnerParameter, programmes, themes


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
        if slug := self.form.cleaned_data["partner"]:
            asked = asked.having(self.day, institution__slug=slug)
        return self.narrowed(asked)

    def from_countries(self, queryset, countries):
        return queryset.having(self.day, institution__country__in=countries)

    def with_words(self, queryset, name, value):
        """Each word in a text of the agreement, or in a name of a public party or of its country."""
        for word in words(value):
            named = Institution.objects.public(self.day).named(word)
            holding = Agreement.objects.filter(folded__contains=word)
            parties = Party.objects.filter(institution__in=named)
            queryset = queryset.filter(Q(pk__in=holding.values("pk")) | Q(pk__in=parties.values("agreement")))
        return queryset

    def of_programme(self, queryset, name, value):
        shown = ExchangeProgramme.objects.public(self.day).filter(agreement=OuterRef("pk"), slug__in=value)
        return queryset.filter(Exists(shown))


class ExchangeQuestion(PartnerParameter, PlaceQuestion):
    """What programmes and activities have in common: institutions and a kind."""

    def filter_queryset(self, queryset):
        asked = super().filter_queryset(queryset)
        if not self.errors and (slug := self.form.cleaned_data["partner"]):
            asked = asked.with_partners(Institution.objects.public(self.day).filter(slug=slug))
        return asked

    def of_kind(self, queryset, name, value):
        return queryset.filter(kind__in=value)


class ProgrammeFilterSet(ExchangeQuestion):
    """Exchange programmes; those with a call open on the day come first, the next to close before the others."""

    kind = ManyFilter(label=_("Kind"), method="of_kind", choices=ProgrammeKind.choices)

    default_sort = "calls"
    sorts = {
        "calls": (_("Open calls first"), "next_closing", "sort_{language}"),
        "title": (_("Title"), "sort_{language}"),
    }

    class Meta:
        model = ExchangeProgramme
        fields = []

    def ordered(self, queryset):
        return super().ordered(queryset.with_next_closing(self.day))

    def from_countries(self, queryset, countries):
        return queryset.with_partners(Institution.objects.public(self.day).filter(country__in=countries))


class ActivityFilterSet(ExchangeQuestion):
    """Visits, seminars, stays and missions: `year` is that in which they began."""

    kind = ManyFilter(label=_("Kind"), method="of_kind", choices=ActivityKind.choices)
    programme = ManyFilter(label=_("Exchange programme"), method="of_programme", choices=programmes)
    direction = ManyFilter(label=_("Direction"), method="in_direction", choices=Direction.choices)
    state = ManyFilter(label=_("State"), method="in_status", choices=Status.choices)
    theme = ManyFilter(label=_("Research field"), method="of_theme", choices=themes)
    year = YearFilter(method="begun_in")

    key = "reference"
    default_sort = "-start"
    sorts = {
        "start": (_("First day"), "starts_on"),
        "reference": (_("Reference"), "reference"),
    }

    class Meta:
        model = Activity
        fields = []

    def of_programme(self, queryset, name, value):
        return queryset.filter(programme__in=ExchangeProgramme.objects.public(self.day).filter(slug__in=value))

    def in_direction(self, queryset, name, value):
        return queryset.filter(direction__in=value)

    def in_status(self, queryset, name, value):
        return queryset.filter(status__in=value)

    def of_theme(self, queryset, name, value):
        fields = ThematicInstitute.objects.with_predecessors(value)
        through = Activity.themes.through.objects.filter(activity=OuterRef("pk"), thematicinstitute__in=fields)
        return queryset.filter(Exists(through))

    def begun_in(self, queryset, name, value):
        return queryset.filter(starts_on__year=value)

    def from_countries(self, queryset, countries):
        return queryset.filter(country__in=countries)


class InstrumentFilterSet(Question):
    """Types of cooperation, those of the past too."""

    key = "code"
    default_sort = "order"
    sorts = {"order": (_("As usual"), "order"), "code": (_("Code"), "code")}

    class Meta:
        model = Instrument
        fields = []
