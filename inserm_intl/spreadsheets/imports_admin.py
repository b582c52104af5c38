"""The list of imports: who read which file when, and what came of it. Nothing is changed here."""

from django.apps import apps
from django.contrib import admin
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from inserm_intl.record_admin import Choice, GuardedLists

from .models import Import, RowKind


def nouns(request) -> dict[str, str]:
    """The nouns with spreadsheets whose records the user may see."""
    found = {}
    for model, model_admin in admin.site._registry.items():
        codename = get_permission_codename("view", model._meta)
        if hasattr(model_admin, "sheet") and request.user.has_perm(f"{model._meta.app_label}.{codename}"):
            found[model._meta.label_lower] = str(capfirst(model._meta.verbose_name_plural))
    return found


class NounFilter(Choice):
    title = _("records")
    parameter_name = "noun"

    def lookups(self, request, model_admin):
        return list(nouns(request).items())

    def narrow(self, queryset, value):
        return queryset.filter(noun=value)


@admin.register(Import)
class ImportAdmin(GuardedLists):
    list_display = ("file", "records", "officer", "read_at", "done_at", "state", "rows")
    list_display_links = None
    list_filter = (NounFilter, "state")
    list_select_related = ("officer",)
    sortable_by = ("read_at", "done_at")

    def has_add_permission(self, request):
        return False

    has_change_permission = has_delete_permission = lambda self, request, obj=None: False

    def get_queryset(self, request):
        return super().get_queryset(request).filter(noun__in=nouns(request))

    def in_list(self, queryset):
        counts = {f"rows_{kind.name}": Count("rows", filter=Q(rows__kind=kind)) for kind in RowKind}
        return queryset.annotate(**counts)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if not self.has_view_permission(request):
            raise PermissionDenied
        made = self.get_object(request, object_id)
        if made is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return HttpResponseRedirect(self.page_of(made))

    def page_of(self, made: Import) -> str:
        return reverse(f"admin:{made.noun.replace('.', '_')}_import_rows", args=[made.pk])

    @admin.display(description=_("file"))
    def file(self, made):
        return format_html('<a href="{}">{}</a>', self.page_of(made), made.file_name)

    @admin.display(description=_("records"))
    def records(self, made):
        return capfirst(apps.get_model(made.noun)._meta.verbose_name_plural)

    @admin.display(description=_("rows"))
    def rows(self, made):
        counts = ((kind.label, getattr(made, f"rows_{kind.name}")) for kind in RowKind)
        return ", ".join(f"{label} {count}" for label, count in counts if count)
