"""The ROR registry as loaded, to be searched and read; an institution is entered from a row of it."""

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inserm_intl.record_admin import GuardedLists
from inserm_intl.record_admin.lists import GuardedChangeList
from partners.models import Institution, RegistryRecord
from partners.models.registry import Status
from partners.registry.proposals import matching
from partners.ror import ADDRESS


class RegistryList(GuardedChangeList):
    def get_queryset(self, request, exclude_parameters=None):
        found = super().get_queryset(request, exclude_parameters)
        return found.likeliest_first(self.query) if self.query and ORDER_VAR not in self.params else found

    def get_results(self, request):
        super().get_results(request)
        entered = Institution.objects.in_bulk([row.pk for row in self.result_list], field_name="ror_id")
        may_enter = request.user.has_perm("partners.add_institution")
        for row in self.result_list:
            row.entered = entered.get(row.pk)
            row.may_be_entered = may_enter and (row.status != Status.WITHDRAWN or row.successors)


@admin.register(RegistryRecord)
class RegistryAdmin(GuardedLists):
    list_display = ("record", "ror_id", "kind", "country", "city", "status", "institution")
    list_filter = ("status", "kind")
    list_select_related = ("country",)
    sortable_by = ("record", "ror_id")
    search_fields = ("shapes",)
    search_help_text = gettext_lazy("A few letters of a name in any language, an acronym, a city or a ROR identifier.")
    fields = (
        *("name", "name_fr", "name_en", "name_es", "native_name", "acronym", "aliases", "kind"),
        *("country", "city", "others", "website", "status", "ror"),
    )
    readonly_fields = ("others", "ror")

    def get_changelist(self, request, **options):
        return RegistryList

    def get_search_results(self, request, queryset, search_term):
        return (matching(queryset, search_term.replace("\0", "")), False) if search_term else (queryset, False)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("organisation"), ordering="sort")
    def record(self, record):
        return str(record)

    @admin.display(description=gettext_lazy("institution"))
    def institution(self, record):
        """Where it is entered, or where to enter it."""
        if record.entered:
            address = reverse("admin:partners_institution_change", args=[record.entered.pk])
            return format_html('<a href="{}">{}</a>', address, _("Entered"))
        if not record.may_be_entered:
            return None
        address = reverse("admin:partners_institution_add")
        return format_html('<a href="{}?registry={}">{}</a>', address, record.pk, _("Enter it"))

    @admin.display(description=gettext_lazy("other places"))
    def others(self, record):
        return "; ".join(f"{city} ({code})" for city, code in record.other_places)

    @admin.display(description=gettext_lazy("ROR identifier"))
    def ror(self, record):
        return format_html('<a href="{}{}" rel="noreferrer">{}</a>', ADDRESS, record.pk, record.pk)
