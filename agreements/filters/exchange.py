"""The questions that exchange programmes, their calls and activities answer."""

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from agreements.models import Activity, Call, ExchangeProgramme
from agreements.models.activity import ActivityKind, Direction, Status
from agreements.models.call import CallState
from agreements.models.programme import ProgrammeKind
from agreements.parameters import PartnerParameter, programmes, themes
from inserm_intl.folding import words
from inserm_intl.parameters import ManyFilter, YearFilter
from partners.models import Institution, ThematicInstitute
from partners.places import PlaceQuestion


class ExchangeQuestion(PartnerParameter, PlaceQuestion):
    """What programmes, calls and activities have in common: institutions and a kind."""

    def filter_queryset(self, queryset):
        asked = super().filter_queryset(queryset)
        if not self.errors and (partner := self.partner_asked):
            asked = self.with_partner(asked, partner)
        return asked

    def with_partner(self, queryset, partner):
        return queryset.with_partners(Institution.objects.public(self.day).filter(pk=partner.pk))

    def from_countries(self, queryset, countries):
        return queryset.with_partners(Institution.objects.public(self.day).filter(country__in=countries))


class ProgrammeFilterSet(ExchangeQuestion):
    """Exchange programmes; those with a call open on the day come first, the next to close before the others."""

    kind = ManyFilter(label=_("Kind"), choices=ProgrammeKind.choices)

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


class CallFilterSet(ExchangeQuestion):
    """Calls for applications: `year` is that in which they opened, `state` is that of the day.

    Usually those open come first, the next to close before the others, then those announced in the same
    order, then those closed, the last to close before the others.
    """

    kind = ManyFilter("programme__kind", label=_("Kind"), choices=ProgrammeKind.choices)
    programme = ManyFilter("programme__slug", label=_("Exchange programme"), choices=programmes)
    state = ManyFilter(label=_("State"), choices=CallState.choices)
    year = YearFilter(field_name="opens_on", lookup_expr="year")

    key = "address"
    default_sort = "open"
    sorts = {
        "open": (_("Open calls first"), "place_of_state", "still_to_close", "-closes_at"),
        "closing": (_("Closing day"), "closes_at"),
        "opening": (_("Opening day"), "opens_on"),
    }

    class Meta:
        model = Call
        fields = []

    def open_to(self, queryset):
        return super().open_to(queryset).with_address().with_state(self.day)

    def ordered(self, queryset):
        places = [When(state=state, then=Value(place)) for place, state in enumerate(CallState)]
        still = Case(When(~Q(state=CallState.CLOSED), then=F("closes_at")))
        return super().ordered(queryset.annotate(place_of_state=Case(*places), still_to_close=still))

    def with_words(self, queryset, name, value):
        """Each word in a text of the call or of its programme."""
        for word in words(value):
            programmes_holding = ExchangeProgramme.objects.filter(folded__contains=word)
            queryset = queryset.filter(Q(folded__contains=word) | Q(programme__in=programmes_holding))
        return queryset


class ActivityFilterSet(ExchangeQuestion):
    """Visits, seminars, stays and missions: `year` is that in which they began."""

    kind = ManyFilter(label=_("Kind"), choices=ActivityKind.choices)
    programme = ManyFilter(label=_("Exchange programme"), method="of_programme", choices=programmes)
    direction = ManyFilter(label=_("Direction"), choices=Direction.choices)
    state = ManyFilter("status", label=_("State"), choices=Status.choices)
    theme = ManyFilter(label=_("Research field"), method="of_theme", choices=themes)
    year = YearFilter(field_name="starts_on", lookup_expr="year")

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

    def of_theme(self, queryset, name, value):
        fields = ThematicInstitute.objects.with_predecessors(value)
        through = Activity.themes.through.objects.filter(activity=OuterRef("pk"), thematicinstitute__in=fields)
        return queryset.filter(Exists(through))

    def from_countries(self, queryset, countries):
        return queryset.filter(country__in=countries)
