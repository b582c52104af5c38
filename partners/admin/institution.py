"""Institutions, abroad and in France."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.record_admin import HasOfficer, Mine, RecordAdmin, SearchesFolded
from partners.models import Country, Institution

from .places import CountryFilter, GroupFilter, HasPlaces, RegionFilter


@admin.register(Institution)
class InstitutionAdmin(SearchesFolded, HasPlaces, HasOfficer, RecordAdmin):
    list_display = ("institution", "kind", "country", "city", "officer", "prospect", "published")
    list_filter = (CountryFilter, RegionFilter, GroupFilter, "kind", "published", "prospect", Mine, "invented")
    list_select_related = ("country", "officer")
    sortable_by = ("institution", "kind", "country", "city", "prospect", "published")
    autocomplete_fields = ("country", "parent", "successor")
    search_help_text = _("Name in any language, acronym, former name, city, country or ROR identifier.")
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "name",
                    ("acronym", "kind"),
                    ("native_name", "native_language"),
                    "aliases",
                    ("country", "city"),
                    "website",
                    "ror_id",
                    ("latitude", "longitude"),
                ]
            },
        ),
        (_("Its place among others"), {"fields": ["parent", "successor"]}),
        (_("Follow-up"), {"fields": ["officer", "prospect", "prospect_source"]}),
        (_("Publication"), {"fields": ["published", "slug"]}),
    )

    def get_readonly_fields(self, request, obj=None):
        """An address is kept for good."""
        names = super().get_readonly_fields(request, obj)
        return (*names, "slug") if obj else names

    @admin.display(description=_("institution"), ordering="sort_fr")
    def institution(self, institution):
        return str(institution)

    def holding(self, word):
        return Q(folded__contains=word) | Q(country__in=Country.objects.filter(folded__contains=word))

    def countries_met(self):
        return Country.objects.filter(institutions__isnull=False).distinct()

    def in_countries(self, queryset, countries):
        return queryset.filter(country__in=countries)
