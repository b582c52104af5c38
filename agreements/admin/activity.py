"""Visits, seminars, stays and missions."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from agreements.models import Activity
from inserm_intl.record_admin import RecordAdmin, SearchesFolded
from inserm_intl.spreadsheets.admin import HasSpreadsheets
from partners.admin.places import CountryFilter, GroupFilter, HasPlaces, RegionFilter
from partners.models import Country

from .activity_sheet import ActivitySheet
from .documents import DocumentInline, HoldsDocuments, UploadInline
from .identified import IdentificationInline, Identifies
from .seen import SeesAgreements


@admin.register(Activity)
class ActivityAdmin(
    HasSpreadsheets, HoldsDocuments, SearchesFolded, HasPlaces, Identifies, SeesAgreements, RecordAdmin
):
    sheet = ActivitySheet()
    inlines = (IdentificationInline, DocumentInline, UploadInline)
    list_display = ("reference", "title", "kind", "status", "direction", "country", "starts_on_shown", "published")
    list_filter = (
        "kind",
        "status",
        "direction",
        CountryFilter,
        RegionFilter,
        GroupFilter,
        "programme",
        "published",
        "invented",
    )
    list_select_related = ("country",)
    date_hierarchy = "starts_on"
    autocomplete_fields = (
        "programme",
        "agreement",
        "country",
        "institutions",
        "themes",
        "led_to_agreements",
        "led_to_activities",
    )
    readonly_fields = ("reference",)
    fieldsets = (
        (
            None,
            {
                "fields": [
                    ("kind", "status", "direction"),
                    "title",
                    "programme",
                    "agreement",
                    ("country", "city"),
                    "institutions",
                    "themes",
                    ("starts_on", "ends_on"),
                ]
            },
        ),
        (
            _("People and money"),
            {"fields": [("people_french", "people_partner", "researcher_months"), "paid_by"]},
        ),
        (_("What it led to"), {"fields": ["led_to_agreements", "led_to_activities"]}),
        (_("Publication"), {"fields": ["published"]}),
    )

    def countries_met(self):
        return Country.objects.filter(Exists(Activity.objects.filter(country=OuterRef("pk"))))

    def in_countries(self, queryset, countries):
        return queryset.filter(country__in=countries)
