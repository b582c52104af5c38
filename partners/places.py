"""Where: the parameters `country`, `region` and `group`, which every noun with a place understands."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from inserm_intl.parameters import ManyFilter
from inserm_intl.questions import Question

from .models import Country, CountryGroup, Region
from .models.institution import HOME


def countries():
    """Codes and names, in the order of the current language."""
    return [(row.code, row.name) for row in Country.objects.order_by(f"sort_{get_language() or 'fr'}", "code")]


def regions():
    return [(row.code, row.name) for row in Region.objects.order_by("parent_id", "code")]


def groups():
    return [(row.code, row.name) for row in CountryGroup.objects.order_by("code")]


class PlaceQuestion(Question):
    """Asked of countries that meet all three; France, not abroad, is left out unless named."""

    country = ManyFilter(label=_("Country or territory"), method="as_asked", choices=countries)
    region = ManyFilter(label=_("Region"), method="as_asked", choices=regions)
    group = ManyFilter(label=_("Group of countries"), method="as_asked", choices=groups)

    def filter_queryset(self, queryset):
        asked = super().filter_queryset(queryset)
        if self.errors or not self.asked.keys() & {"country", "region", "group"}:
            return asked
        return self.from_countries(asked, self.countries())

    def countries(self):
        """The countries asked about; group membership is that of the day."""
        said, found = self.form.cleaned_data, Country.objects.public(self.day)
        if said["country"]:
            found = found.filter(code__in=said["country"])
        if said["region"]:
            found = found.in_regions(said["region"])
        if said["group"]:
            found = self.members(found, said["group"])
        return found if HOME in said["country"] else found.exclude(code=HOME)

    def members(self, countries, groups):
        """Those that belong to one of the groups on the day."""
        return countries.in_groups(groups, self.day)

    def from_countries(self, queryset, countries):
        return queryset.filter(country__in=countries)


class PlaceOfYear(PlaceQuestion):
    """Asked of rows of a year: who belongs to a group is asked for 31 December of the row's own year."""

    def members(self, countries, groups):
        """All: `from_countries` asks it row by row."""
        return countries

    def from_countries(self, queryset, countries):
        said = self.form.cleaned_data
        if said["group"]:
            queryset = queryset.in_groups(said["group"])
        return queryset.filter(country__in=countries) if said["country"] or said["region"] else queryset
