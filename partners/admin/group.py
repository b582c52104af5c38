"""Groups of countries with their dated members, and priorities."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.record_admin import KnownKeys, RecordAdmin, SearchesNames, Table
from partners.models import Country, CountryGroup, Membership, Priority

from .places import CountryFilter, GroupFilter, HasPlaces, RegionFilter


class MembershipInline(KnownKeys, Table):
    model = Membership
    autocomplete_fields = ("country",)


@admin.register(CountryGroup)
class CountryGroupAdmin(SearchesNames, RecordAdmin):
    list_display = ("name", "code")
    list_filter = ("invented",)
    search_fields = ("code", "name_fr", "name_en", "name_es")
    inlines = (MembershipInline,)
    fieldsets = ((None, {"fields": ["code", "name", "description"]}),)


@admin.register(Priority)
class PriorityAdmin(SearchesNames, HasPlaces, RecordAdmin):
    list_display = ("slug", "country", "group", "since", "until", "published")
    list_filter = (CountryFilter, RegionFilter, GroupFilter, "published", "invented")
    list_select_related = ("country", "group")
    search_fields = ("slug", "country__name_fr", "country__name_en", "country__name_es", "group__name_fr")
    autocomplete_fields = ("country", "group", "themes")
    fieldsets = (
        (None, {"fields": ["slug", "country", "group", "themes", ("since", "until"), "text"]}),
        (_("Publication"), {"fields": ["published"]}),
    )

    def countries_met(self):
        return Country.objects.filter(Q(priorities__isnull=False) | Q(groups__priorities__isnull=False)).distinct()

    def in_countries(self, queryset, countries):
        """Also where the priority names a group that one of the countries has been in."""
        groups = Membership.objects.filter(country__in=countries).values("group")
        return queryset.filter(Q(country__in=countries) | Q(group__in=groups))
