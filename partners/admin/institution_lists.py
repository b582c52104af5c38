"""What every list of institutions is searched and narrowed by."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.record_admin import SearchesFolded
from partners.models import Country

from .places import HasPlaces


class FindsInstitutions(SearchesFolded, HasPlaces):
    search_help_text = _("Name in any language, acronym, former name, city, country or ROR identifier.")

    @admin.display(description=_("institution"), ordering="sort_fr")
    def institution(self, institution):
        return str(institution)

    def holding(self, word):
        return Q(folded__contains=word) | Q(country__in=Country.objects.filter(folded__contains=word))

    def countries_met(self):
        return Country.objects.filter(institutions__isnull=False).distinct()

    def in_countries(self, queryset, countries):
        return queryset.filter(country__in=countries)
