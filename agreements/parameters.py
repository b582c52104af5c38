"""The parameters that ask of agreements, by themselves or through their partners and countries."""

import datetime

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.parameters import ManyFilter, YearFilter
from inserm_intl.questions import Question
from partners.models import Institution, ResearchUnit, ThematicInstitute

from .life import State
from .models import Agreement, AgreementPeriod, ExchangeProgramme, Instrument, Party
from .models.period import LABELS, PUBLIC_STATES

OF_AGREEMENTS = ("instrument", "state", "theme", "unit", "year")
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
        self.found = self.known(value) if value else None
        if value and not self.found:
            raise forms.ValidationError(_("There is no such record."), code="invalid_choice")


class KnownFilter(django_filters.Filter):
    field_class = KnownField


def unit_is_known(code: str):
    return ResearchUnit.objects.filter(code=code).first()


def partner_is_known(slug: str):
    return Institution.objects.public().at(slug).first()


class PartnerParameter(Question):
    """`partner`: the records of one institution, also by an address that it no longer has."""

    partner = KnownFilter(label=_("Partner"), method="as_asked", known=partner_is_known, widget=forms.HiddenInput)

    @property
    def partner_asked(self) -> Institution | None:
        """Once the form is valid."""
        return self.form.fields["partner"].found if self.form.cleaned_data["partner"] else None

    def wording(self, name, value):
        if name == "partner":
            return str(self.partner_asked)
        return super().wording(name, value)


class AgreementParameters(Question):
    """What agreements are asked, by themselves or through their partners and countries."""

    instrument = ManyFilter(label=_("Type of cooperation"), method="as_asked", choices=instruments)
    state = ManyFilter(label=_("State"), method="as_asked", choices=STATES)
    theme = ManyFilter(label=_("Research field"), method="as_asked", choices=themes)
    unit = KnownFilter(label=_("Research unit"), method="as_asked", known=unit_is_known)
    year = YearFilter(method="as_asked")

    def asks_of_agreements(self) -> bool:
        return bool(self.asked.keys() & set(OF_AGREEMENTS))

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
        agreements = self.narrowed(self.as_invented(Agreement.objects.public(self.day)))
        return Party.objects.of_public_institutions(self.day).filter(agreement__in=agreements)

    def agreed_with(self, institutions):
        """Those of the institutions with an agreement like that; all of them where nothing is asked of agreements."""
        if not self.asks_of_agreements():
            return institutions
        return institutions.filter(Exists(self.parties_asked().filter(institution=OuterRef("pk"))))

    def states(self, asked) -> Q:
        periods = AgreementPeriod.objects.on(self.day).filter(agreement=OuterRef("pk"))
        found = Q(Exists(periods.filter(state__in=asked)))
        if UNDER_REVISION in asked:
            found |= Q(Exists(periods.filter(state=State.IN_FORCE)), under_revision_since__lte=self.day)
        return found
