"""Research fields and research units: the French side's own bodies."""

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from inserm_intl.record_admin import RecordAdmin, SearchesFolded, SearchesNames, UntranslatedRecordAdmin
from partners.models import Cooperation, ResearchUnit, ThematicInstitute

from .undeclared import DelegationFilter, UndeclaredFilter


@admin.register(ThematicInstitute)
class ThematicInstituteAdmin(SearchesNames, RecordAdmin):
    list_display = ("name", "acronym", "code", "valid_from", "valid_until", "successor")
    list_filter = ("invented",)
    list_select_related = ("successor",)
    search_fields = ("code", "acronym", "name_fr", "name_en", "name_es")
    autocomplete_fields = ("successor",)
    fieldsets = ((None, {"fields": ["name", ("acronym", "code"), ("valid_from", "valid_until"), "successor"]}),)


@admin.register(ResearchUnit)
class ResearchUnitAdmin(SearchesFolded, UntranslatedRecordAdmin):
    list_display = ("code", "name", "city", "delegation", "valid_from", "valid_until", "last_declared")
    list_filter = (UndeclaredFilter, DelegationFilter, "invented")
    autocomplete_fields = ("successor",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "code",
                    "name",
                    "aliases",
                    ("city", "delegation"),
                    "website",
                    ("valid_from", "valid_until"),
                    "successor",
                ]
            },
        ),
    )

    def in_list(self, queryset):
        latest = Cooperation.objects.filter(unit=OuterRef("pk")).order_by("-year").values("year")[:1]
        return queryset.annotate(last_declared=Subquery(latest))

    @admin.display(description=_("last declaration"))
    def last_declared(self, unit):
        return unit.last_declared
