"""The question that collaborations declared by units answer."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.parameters import KnownFilter, PartnerParameter, themes, unit_is_known
from inserm_intl.folding import words
from inserm_intl.parameters import ManyFilter, YearFilter
from partners.models import Cooperation, Country, Institution, ResearchUnit, ThematicInstitute
from partners.places import PlaceOfYear

NOT_STATED = "none"


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
