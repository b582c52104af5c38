"""What a party gives each year: restricted, and reached from the party."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Contribution, Party
from inserm_intl.record_admin import Choice, GuardedLists, GuardedVersions, KeepsHistory, RefusesStaleEdits
from inserm_intl.record_admin.keys import key_of, readable


def asked_for(request) -> str | None:
    """The party named in the address, or in that of the list that one comes from."""
    before = QueryDict(request.GET.get("_changelist_filters", ""))
    return request.GET.get("party") or before.get("party")


def parties_asked_for(request):
    seen = Party.objects.filter(agreement__in=Agreement.objects.seen_by(request.user))
    return seen.filter(pk=key_of(Party, asked_for(request))).select_related("agreement", "institution")


def described(party) -> str:
    return f"{party.agreement} – {party.institution}"


class PartyFilter(Choice):
    """Shown only for the party that one comes from."""

    title = _("party")
    parameter_name = "party"

    def lookups(self, request, model_admin):
        found = [(str(party.pk), described(party)) for party in parties_asked_for(request)]
        if asked_for(request) and not found:
            raise IncorrectLookupParameters
        return found

    def narrow(self, queryset, value):
        return queryset.filter(party=value)


@admin.register(Contribution)
class ContributionAdmin(RefusesStaleEdits, KeepsHistory, GuardedLists, GuardedVersions):
    list_display = ("agreement", "institution", "year", "amount", "currency", "researcher_months")
    list_filter = (PartyFilter,)
    list_display_links = ("year",)
    list_select_related = ("party__agreement", "party__institution")
    fields = ("party", "year", ("amount", "currency"), "researcher_months")
    ordering = ("party", "year")

    @admin.display(description=_("agreement"))
    def agreement(self, contribution):
        return contribution.party.agreement

    @admin.display(description=_("institution"))
    def institution(self, contribution):
        return contribution.party.institution

    def get_queryset(self, request):
        return super().get_queryset(request).filter(party__agreement__in=Agreement.objects.seen_by(request.user))

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        return ("agreement", "institution", *fields[1:]) if obj else fields

    def get_readonly_fields(self, request, obj=None):
        return ("agreement", "institution") if obj else ()

    def get_changeform_initial_data(self, request):
        said = super().get_changeform_initial_data(request)
        return readable(self.model, {"party": asked_for(request), **said})

    def formfield_for_foreignkey(self, db_field, request, **options):
        options["queryset"] = parties_asked_for(request)
        field = super().formfield_for_foreignkey(db_field, request, **options)
        field.label_from_instance = described
        field.help_text = _("Come here from a party of an agreement to add what it gives.")
        return field
