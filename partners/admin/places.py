"""Filters of a list by country, region and group of countries, of which only those met in the list are offered."""

from django.contrib import admin
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from inserm_intl.record_admin import Choice
from partners.models import Country, CountryGroup


class HasPlaces(admin.ModelAdmin):
    """A list whose rows have countries."""

    def countries_met(self):
        """The countries that at least one row has."""
        raise NotImplementedError

    def in_countries(self, queryset, countries):
        raise NotImplementedError

    def groups_offered(self, request):
        return [(group.code, group.name) for group in CountryGroup.objects.all()]

    def countries_offered(self, request):
        """Asked once, for the filters by country and by region."""
        if not hasattr(request, "countries_offered"):
            met = self.countries_met().select_related("subregion__parent")
            request.countries_offered = list(met.order_by(f"sort_{get_language() or 'fr'}", "code"))
        return request.countries_offered


class PlaceFilter(Choice):
    def __init__(self, request, params, model, model_admin):
        self.places = model_admin
        super().__init__(request, params, model, model_admin)

    def narrow(self, queryset, value):
        return self.places.in_countries(queryset, self.countries(value))

    def countries(self, value):
        raise NotImplementedError


class CountryFilter(PlaceFilter):
    title = _("country or territory")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        return [(country.code, country.name) for country in model_admin.countries_offered(request)]

    def countries(self, value):
        return Country.objects.filter(code=value)


class RegionFilter(PlaceFilter):
    """Regions, each followed by its subregions."""

    title = _("region")
    parameter_name = "region"

    def lookups(self, request, model_admin):
        subregions = {country.subregion for country in model_admin.countries_offered(request) if country.subregion}
        found = {region.parent: (region.parent.name, "") for region in subregions if region.parent}
        found |= {
            region: (region.parent.name, f" – {region.name}") if region.parent else (region.name, "")
            for region in subregions
        }
        return [(region.code, "".join(name)) for region, name in sorted(found.items(), key=lambda item: item[1])]

    def countries(self, value):
        return Country.objects.in_regions([value])


class GroupFilter(PlaceFilter):
    title = _("group of countries")
    parameter_name = "group"

    def lookups(self, request, model_admin):
        return model_admin.groups_offered(request)

    def countries(self, value):
        return Country.objects.in_groups([value])
