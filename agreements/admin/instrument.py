"""Types of cooperation: data that an officer can add to."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Instrument
from inserm_intl.record_admin import RecordAdmin, SearchesFolded

from .seen import SeesAgreements


@admin.register(Instrument)
class InstrumentAdmin(SearchesFolded, SeesAgreements, RecordAdmin):
    list_display = ("name", "acronym", "code", "default_months", "valid_from", "valid_until", "successor")
    list_filter = ("invented",)
    list_select_related = ("successor",)
    autocomplete_fields = ("successor",)
    fieldsets = (
        (None, {"fields": [("code", "acronym", "order"), "name", "expansion", "description"]}),
        (
            _("What it expects"),
            {
                "fields": [
                    "sides_expected",
                    ("parties_min", "parties_max"),
                    ("countries_min", "countries_max"),
                    ("laboratories_min", "laboratories_max"),
                    ("default_months", "renewals_max", "reporting_months"),
                ]
            },
        ),
        (_("In use"), {"fields": [("valid_from", "valid_until"), "successor"]}),
    )

    def save_related(self, request, form, formsets, change):
        """By these agreements without a known end count as in force, and reports come due."""
        super().save_related(request, form, formsets, change)
        decisive = {"default_months", "reporting_months"} & set(form.changed_data)
        if change and (decisive or self.is_reverting(request)):
            Agreement.objects.filter(instrument=form.instance).rebuild_periods()
