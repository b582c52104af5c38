"""What the list of agreements is narrowed by."""

import datetime

from django.db.models import Exists, F, OuterRef, TextField, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from agreements.models import Agreement, Instrument, Party
from agreements.models.period import LABELS
from inserm_intl.days import today
from inserm_intl.folding import fold
from inserm_intl.record_admin import Choice
from partners.models import Country, CountryGroup, Institution, ThematicInstitute

THIS_YEAR = "year"
NAMED = {"group": CountryGroup, "instrument": Instrument, "theme": ThematicInstitute}


def named(request, kind: str) -> list[tuple[str, str]]:
    """Codes and names, for three filters in one query, in the reader's language or else in French."""
    if not hasattr(request, "named"):
        label = Coalesce(NullIf(F(f"name_{get_language() or 'fr'}"), Value("")), F("name_fr"), output_field=TextField())
        selects = [
            model.objects.order_by().annotate(kind=Value(kind), label=label).values_list("kind", "code", "label")
            for kind, model in NAMED.items()
        ]
        request.named = {}
        for row_kind, code, name in selects[0].union(*selects[1:]):
            request.named.setdefault(row_kind, []).append((code, name or code))
    return sorted(request.named.get(kind, ()), key=lambda row: fold(row[1]))


def with_party_in(queryset, countries):
    """Agreements with a party, on whichever side, in one of the countries."""
    institutions = Institution.objects.filter(country__in=countries)
    return queryset.filter(Exists(Party.objects.filter(agreement=OuterRef("pk"), institution__in=institutions)))


def countries_of_parties():
    institutions = Institution.objects.filter(Exists(Party.objects.filter(institution=OuterRef("pk"))))
    return Country.objects.filter(Exists(institutions.filter(country=OuterRef("pk"))))


class InstrumentFilter(Choice):
    title = gettext_lazy("type of cooperation")
    parameter_name = "instrument"

    def lookups(self, request, model_admin):
        return named(request, "instrument")

    def narrow(self, queryset, value):
        return queryset.filter(instrument__code=value)


class ThemeFilter(Choice):
    """With what was merged into the field, however long ago."""

    title = gettext_lazy("research field")
    parameter_name = "theme"

    def lookups(self, request, model_admin):
        return named(request, "theme")

    def narrow(self, queryset, value):
        keys = ThematicInstitute.objects.with_predecessors([value])
        themed = Agreement.themes.through.objects.filter(agreement=OuterRef("pk"), thematicinstitute__in=keys)
        return queryset.filter(Exists(themed))


class StateFilter(Choice):
    title = gettext_lazy("state today")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*LABELS.items(), ("under-revision", _("In force, being revised")), ("none", _("No date entered yet"))]

    def narrow(self, queryset, value):
        if value == "under-revision":
            return queryset.under_revision()
        if value == "none":
            return queryset.undated()
        return queryset.in_state(value)


class EndingFilter(Choice):
    """Running today, and ending soon by all that has been signed."""

    title = gettext_lazy("ending within")
    parameter_name = "ending"

    def lookups(self, request, model_admin):
        months = [(str(months), _("%(count)s months") % {"count": months}) for months in (3, 6, 12)]
        return [(THIS_YEAR, _("this year")), *months]

    def narrow(self, queryset, value):
        if value == THIS_YEAR:
            return queryset.ending_by(datetime.date(today().year, 12, 31))
        return queryset.ending_within(int(value))


class SignatureFilter(Choice):
    title = gettext_lazy("signature")
    parameter_name = "signature"

    def lookups(self, request, model_admin):
        return [("awaited", _("Not signed by all")), ("originals", _("Originals not received"))]

    def narrow(self, queryset, value):
        return queryset.awaiting_signature() if value == "awaited" else queryset.awaiting_originals()
