"""Key figures as published, and the indicators that say what they count."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from inserm_intl.record_admin import RecordAdmin, SearchesNames, UntranslatedRecordAdmin
from partners.models import Indicator, KeyFigure


@admin.register(Indicator)
class IndicatorAdmin(SearchesNames, RecordAdmin):
    list_display = ("name", "code", "unit", "denominator", "order")
    list_filter = ("unit", "invented")
    search_fields = ("code", "name_fr", "name_en", "name_es")
    fieldsets = ((None, {"fields": [("code", "order"), "name", "definition", "unit", "denominator"]}),)


@admin.register(KeyFigure)
class KeyFigureAdmin(SearchesNames, UntranslatedRecordAdmin):
    list_display = ("slug", "indicator", "country", "group", "year", "qualifier", "value", "published")
    list_filter = ("indicator", "published", "invented")
    list_select_related = ("indicator", "country", "group")
    search_fields = ("slug", "indicator__name_fr", "indicator__name_en", "country__name_fr", "country__name_en")
    autocomplete_fields = ("indicator", "country", "group")
    fieldsets = (
        (
            None,
            {
                "fields": [
                    "slug",
                    "indicator",
                    ("country", "group"),
                    ("year", "year_is_about"),
                    ("qualifier", "value"),
                    "wording",
                ]
            },
        ),
        (_("Publication"), {"fields": ["published"]}),
    )
