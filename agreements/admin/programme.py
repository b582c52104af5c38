"""Exchange programmes and their calls."""

from django.contrib import admin
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.models import Call, ExchangeProgramme
from agreements.models.watch import watch_calls
from inserm_intl.record_admin import RecordAdmin, SearchesFolded, SearchesNames

from .seen import SeesAgreements


class KeepsAddress(RecordAdmin):
    """An address is made from the title, then kept for good."""

    prepopulated_fields = {"slug": ("title",)}

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        return (*names, "slug") if obj else names

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else super().get_prepopulated_fields(request, obj)


@admin.register(ExchangeProgramme)
class ExchangeProgrammeAdmin(SearchesFolded, SeesAgreements, KeepsAddress):
    list_display = ("title", "kind", "next_call", "published")
    list_filter = ("kind", "published", "invented")
    autocomplete_fields = ("agreement", "institutions")
    fieldsets = (
        (None, {"fields": ["kind", "title", "slug", "agreement", "institutions", "summary"]}),
        (_("Applying"), {"fields": ["eligibility", "how_to_apply", "mailbox", "next_call"]}),
        (
            _("Limits"),
            {
                "fields": [
                    ("days_min", "days_max"),
                    ("months_min", "months_max"),
                    ("age_under", "renewals_max", "quota_months"),
                    "publishes_reciprocity",
                ]
            },
        ),
        (_("Publication"), {"fields": ["published"]}),
    )


@admin.register(Call)
class CallAdmin(SearchesNames, KeepsAddress):
    list_display = ("title", "programme", "opens_on", "closes_at", "published")
    list_filter = ("programme", "published", "invented")
    list_select_related = ("programme",)
    date_hierarchy = "opens_on"
    search_fields = ("slug", "title_fr", "title_en", "title_es", "programme__title_fr", "programme__title_en")
    autocomplete_fields = ("programme",)
    prepopulated_fields = {}
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "programme",
                    "title",
                    "slug",
                    ("opens_on", "closes_at", "time_zone"),
                    "places",
                    "funding",
                    "how_to_apply",
                ]
            },
        ),
        (_("Publication"), {"fields": ["published"]}),
    )

    def publish_for_once(self, record):
        hidden = [] if record.programme.published else [gettext("Its exchange programme is not published.")]
        return [*super().publish_for_once(record), *hidden]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        watch_calls(Call.objects.filter(pk=form.instance.pk))
