"""The admin of a content noun: all of this package, for nouns with and without texts in three languages."""

import contextlib

from django.db.models import DateTimeField, URLField
from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from .double_submit import EnteredOnce
from .history import KeepsHistory
from .keys import readable
from .lists import GuardedLists
from .partial_dates import ShowsPartialDates
from .relations import KnownKeys
from .rows import DayAndHour
from .seen_as_public import SeenAsPublic
from .stale_edit import RefusesStaleEdits
from .versions import GuardedVersions

PROVENANCE = (
    _("Source and notes"),
    {"fields": ["source_url", "source_read_on", "invented", "internal_note"], "classes": ["collapse"]},
)


class UntranslatedRecordAdmin(
    EnteredOnce,
    SeenAsPublic,
    RefusesStaleEdits,
    KeepsHistory,
    ShowsPartialDates,
    KnownKeys,
    GuardedLists,
    GuardedVersions,
):
    """A subclass declares `fieldsets`; where the facts come from is added to them."""

    formfield_overrides = {URLField: {"assume_scheme": "https"}, DateTimeField: {"widget": DayAndHour}}

    def get_fieldsets(self, request, obj=None):
        fieldsets = list(super().get_fieldsets(request, obj))
        return [*fieldsets, PROVENANCE]

    def get_actions(self, request):
        actions = super().get_actions(request)
        return actions if self.guarded_fields() else {key: actions[key] for key in actions if "publish" not in key}

    def view_on_site(self, obj):
        """None too where the form holds an address that cannot be one: it is shown again, and says so."""
        with contextlib.suppress(NoReverseMatch):
            return obj.get_absolute_url() if hasattr(obj, "get_absolute_url") else None

    def get_changeform_initial_data(self, request):
        """Only what can be read as a value of its field: an address may say anything."""
        return readable(self.model, super().get_changeform_initial_data(request))

    def may_return_to(self, request, version, stored):
        if self.has_publish_permission(request):
            return True
        now = {name: getattr(stored, name) if stored else False for name in self.guarded_fields()}
        return all(version.field_dict.get(name) == value for name, value in now.items())


class RecordAdmin(UntranslatedRecordAdmin, TranslationAdmin):
    """VersionAdmin comes before TranslationAdmin in the order of classes; a plain ModelAdmin first is a TypeError."""
