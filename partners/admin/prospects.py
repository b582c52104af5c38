"""The list of prospects: institutions that a mission identified, or that were marked so by hand."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.models import Agreement, Identification, Party
from inserm_intl.days import today
from inserm_intl.record_admin import Choice, GuardedLists, Mine
from partners.models import Country, Institution

from .becoming_partner import become_partner
from .institution_lists import FindsInstitutions
from .places import CountryFilter, GroupFilter, RegionFilter


class MissionFilter(Choice):
    title = gettext_lazy("mission")
    parameter_name = "mission"

    def lookups(self, request, model_admin):
        rows = Identification.objects.filter(institution__prospect=True).select_related("activity")
        found = {str(row.activity_id): str(row.activity) for row in rows.order_by("-activity__starts_on", "activity")}
        return [*found.items(), ("none", _("None: entered by hand"))]

    def narrow(self, queryset, value):
        if value == "none":
            return queryset.filter(identifications=None)
        return queryset.filter(identifications__activity=value)


class ProspectList(FindsInstitutions, GuardedLists):
    """A second list of institutions, at an address of its own; its rows lead to their usual page."""

    list_display = ("institution", "country", "missions", "since", "case_officer", "agreements")
    list_filter = (CountryFilter, RegionFilter, GroupFilter, MissionFilter, "kind", Mine)
    list_select_related = ("country", "officer")
    sortable_by = ("institution", "country", "since")
    ordering = (F("prospect_since").desc(nulls_last=True), "sort_fr", "pk")
    actions = ("make_partners",)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("Prospects"), **(extra_context or {})})

    def has_add_permission(self, request):
        """One comes here from the page of a mission, or of an institution."""
        return False

    def get_actions(self, request):
        return {name: action for name, action in super().get_actions(request).items() if name in self.actions}

    def get_queryset(self, request):
        """Each with the number of its agreements that the officer may know of."""
        seen = Party.objects.filter(agreement__in=Agreement.objects.seen_by(request.user))
        counted = seen.filter(institution=OuterRef("pk")).order_by().values("institution").annotate(count=Count("pk"))
        number = Coalesce(Subquery(counted.values("count"), output_field=IntegerField()), 0)
        return super().get_queryset(request).prospects().annotate(agreements_known=number)

    def in_list(self, queryset):
        return queryset.prefetch_related("identifications__activity")

    def countries_met(self):
        return Country.objects.filter(institutions__prospect=True).distinct()

    @admin.display(description=gettext_lazy("identified by"))
    def missions(self, institution):
        found = [(str(row.activity),) for row in institution.identifications.all()]
        if institution.prospect_source:
            found.append((institution.prospect_source,))
        return format_html('<ul class="told">{}</ul>', format_html_join("", "<li>{}</li>", found)) if found else ""

    @admin.display(description=gettext_lazy("since"), ordering="prospect_since")
    def since(self, institution):
        return Institution._meta.get_field("prospect_since").shown(institution)

    @admin.display(description=gettext_lazy("case officer"))
    def case_officer(self, institution):
        return institution.officer and (institution.officer.get_full_name() or institution.officer.get_username())

    @admin.display(description=gettext_lazy("agreements"))
    def agreements(self, institution):
        return institution.agreements_known

    @admin.action(permissions=["change"], description=gettext_lazy("Make partners of the chosen prospects, from today"))
    def make_partners(self, request, queryset):
        done = sum(self.make_one_partner(request, row) for row in queryset)
        text = ngettext("%(count)s prospect became a partner.", "%(count)s prospects became partners.", done)
        messages.success(request, text % {"count": done})

    def make_one_partner(self, request, institution) -> bool:
        """What cannot be said of one stops no other."""
        try:
            return become_partner(self, request, institution.pk, today())
        except ValidationError as error:
            messages.error(request, f"{institution} – {' '.join(error.messages)}")
            return False
