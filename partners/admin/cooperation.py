"""Collaborations declared by research units."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.record_admin import SearchesFolded, UntranslatedRecordAdmin
from inserm_intl.spreadsheets.admin import HasSpreadsheets
from partners.models import Cooperation, Country, Institution, ResearchUnit

from .cooperation_sheet import CooperationSheet
from .places import CountryFilter, GroupFilter, HasPlaces, RegionFilter
from .to_match import Matches


@admin.register(Cooperation)
class CooperationAdmin(Matches, HasSpreadsheets, SearchesFolded, HasPlaces, UntranslatedRecordAdmin):
    sheet = CooperationSheet()
    change_list_template = "admin/spreadsheets/cooperations.html"
    match_page = "to_match"
    list_display = ("reference", "year", "unit", "institution", "country", "theme", "published")
    list_filter = ("year", CountryFilter, RegionFilter, GroupFilter, "theme", "published", "invented")
    list_select_related = ("unit", "institution", "country", "theme")
    search_fields = ("reference",)
    autocomplete_fields = ("unit", "institution", "country", "theme")
    search_help_text = _("Reference, unit, institution or country.")
    fieldsets = (
        (None, {"fields": ["year", "unit", "institution", "country", "theme"]}),
        (_("Publication"), {"fields": ["published"]}),
    )

    def holding(self, word):
        return (
            Q(reference__icontains=word.strip())
            | Q(unit__in=ResearchUnit.objects.filter(folded__contains=word))
            | Q(institution__in=Institution.objects.named(word))
            | Q(country__in=Country.objects.filter(folded__contains=word))
        )

    def countries_met(self):
        return Country.objects.filter(cooperations__isnull=False).distinct()

    def in_countries(self, queryset, countries):
        return queryset.filter(country__in=countries)
