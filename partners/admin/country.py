"""Countries and regions come with the project: names may be corrected, nothing added or taken away."""

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from inserm_intl.record_admin import GuardedLists, GuardedVersions, KnownKeys, SearchesFolded
from partners.models import Country, Region


class Fixed(BaseModelAdmin):
    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Region)
class RegionAdmin(Fixed, GuardedLists, TranslationAdmin):
    list_display = ("name", "code", "parent")
    list_select_related = ("parent",)
    fieldsets = ((None, {"fields": ["code", "name", "parent"]}),)

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(Country)
class CountryAdmin(Fixed, SearchesFolded, KnownKeys, GuardedLists, GuardedVersions, TranslationAdmin):
    list_display = ("name", "code", "iso3", "subregion")
    list_filter = ("subregion",)
    list_select_related = ("subregion",)
    readonly_fields = ("code", "iso3", "subregion", "latitude", "longitude")
    search_help_text = _("Name in any of the three languages, or ISO code.")
    fieldsets = ((None, {"fields": ["code", "iso3", "name", "subregion", "latitude", "longitude"]}),)

    def view_on_site(self, obj):
        return obj.get_absolute_url()
