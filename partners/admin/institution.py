"""Institutions, abroad and in France."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.past import activities, mails
from inserm_intl.record_admin import HasOfficer, Mine, RecordAdmin
from inserm_intl.spreadsheets.admin import HasSpreadsheets
from partners.models import Institution

from .contact import HasContacts
from .filling import FilledFromRegistry
from .institution_lists import FindsInstitutions
from .institution_sheet import InstitutionSheet
from .merging import Merges
from .places import CountryFilter, GroupFilter, RegionFilter
from .prospection import HasProspection


@admin.register(Institution)
class InstitutionAdmin(
    HasSpreadsheets,
    Merges,
    FilledFromRegistry,
    FindsInstitutions,
    HasOfficer,
    HasProspection,
    HasContacts,
    RecordAdmin,
):
    sheet = InstitutionSheet()
    list_display = ("institution", "kind", "country", "city", "officer", "prospect", "published")
    list_filter = (CountryFilter, RegionFilter, GroupFilter, "kind", "published", "prospect", Mine, "invented")
    list_select_related = ("country", "officer")
    sortable_by = ("institution", "kind", "country", "city", "prospect", "published")
    actions = (*RecordAdmin.actions, "merge_chosen")
    timeline_sources = (*RecordAdmin.timeline_sources, activities, mails)
    autocomplete_fields = ("country", "parent", "successor")
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
        (_("Follow-up"), {"fields": ["officer"]}),
        (
            _("Prospection"),
            {"fields": [("prospect", "prospect_since", "partner_since"), "prospect_source", "prospection"]},
        ),
        (_("Publication"), {"fields": ["published", "slug"]}),
    )

    def get_readonly_fields(self, request, obj=None):
        """An address is kept for good."""
        names = super().get_readonly_fields(request, obj)
        return (*names, "slug") if obj else names
