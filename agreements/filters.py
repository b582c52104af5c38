"""The questions that agreements, programmes, activities and types of cooperation answer."""

import datetime

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.folding import words
from inserm_intl.questions import ManyFilter, Question, YearFilter
from partners.models import Institution, ResearchUnit, ThematicInstitute
from partners.places import PlaceQuestion

from .life import State
from .models import Activity, Agreement, AgreementPeriod, ExchangeProgramme, Instrument, Party
from .models.activity import ActivityKind, Direction, Status
from .models.period import LABELS, PUBLIC_STATES
from .models.programme import ProgrammeKind

UNDER_REVISION = "under-revision"
STATES = [(str(state), LABELS[state]) for state in PUBLIC_STATES]
STATES.insert(3, (UNDER_REVISION, _("In force, being revised")))


def instruments():
    return [(row.code, str(row)) for row in Instrument.objects.all()]


def themes():
    return [(row.code, row.name) for row in ThematicInstitute.objects.all()]


def programmes():
    return [(row.slug, row.title) for row in ExchangeProgramme.objects.public().order_by("slug")]


class KnownField(forms.CharField):
    """A key typed or linked: it must be that of a row a visitor may see."""

    def __init__(self, *, known, **options):
        self.known = known
        super().__init__(**{"max_length": 120, **options})

    def run_validators(self, value):
        """After those of the text: no database is asked for a key that it could not hold."""
        super().run_validators(value)
        if value and not self.known(value):
            raise forms.ValidationError(_("There is no such record."), code="invalid_choice")


class KnownFilter(django_filters.Filter):
    field_class = KnownField


def unit_is_known(code: str) -> bool:
    return ResearchUnit.objects.filter(code=code).exists()


def partner_is_known(slug: str) -> bool:
    return Institution.objects.public().filter(slug=slug).exists()


class PartnerParameter(Question):
    """`partner`: the records of one institution."""

    partner = KnownFilter(label=_("Partner"), method="as_asked", known=partner_is_known, widget=forms.HiddenInput)

    def wording(self, name, value):
        if name == "partner":
            return str(Institution.objects.public().get(slug=value))
        return super().wording(name, value)


class AgreementParameters(Question):
    """What agreements are asked, by themselves or through their partners and countries."""

    instrument = ManyFilter(label=_("Type of cooperation"), method="as_asked", choices=instruments)
    state = ManyFilter(label=_("State"), method="as_asked", choices=STATES)
    theme = ManyFilter(label=_("Research field"), method="as_asked", choices=themes)
    unit = KnownFilter(label=_("Research unit"), method="as_asked", known=unit_is_known)
    year = YearFilter(method="as_asked")

    def asks_of_agreements(self) -> bool:
        return bool(self.asked.keys() & {"instrument", "state", "theme", "unit", "year"})

    def narrowed(self, agreements):
        """Those of the agreements that meet every one of these parameters."""
        said, found = self.form.cleaned_data, agreements
        if said["instrument"]:
            found = found.filter(instrument__code__in=said["instrument"])
        if said["state"]:
            found = found.filter(self.states(said["state"]))
        if said["theme"]:
            fields = ThematicInstitute.objects.with_predecessors(said["theme"])
            rows = Agreement.themes.through.objects.filter(agreement=OuterRef("pk"), thematicinstitute__in=fields)
            found = found.filter(Exists(rows))
        if said["unit"]:
            units = ResearchUnit.objects.filter(code=said["unit"])
            rows = Agreement.units.through.objects.filter(agreement=OuterRef("pk"), researchunit__in=units)
            found = found.filter(Exists(rows))
        if year := said["year"]:
            found = found.in_force_during(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        return found

    def parties_asked(self):
        """Public parties of the public agreements that meet these parameters."""
        agreements = self.narrowed(Agreement.objects.public(self.day))
        return Party.objects.of_public_institutions(self.day).filter(agreement__in=agreements)

    def states(self, asked) -> Q:
        periods = AgreementPeriod.objects.on(self.day).filter(agreement=OuterRef("pk"))
        found = Q(Exists(periods.filter(state__in=asked)))
        if UNDER_REVISION in asked:
            found |= Q(Exists(periods.filter(state=State.IN_FORCE)), under_revision_since__lte=self.day)
        return found


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
