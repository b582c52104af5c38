"""Changes of the registry that wait for an officer: as a list with actions, and on one page for an institution."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from reversion import create_revision, set_user

from inserm_intl.record_admin import Choice, GuardedLists
from inserm_intl.record_admin.keys import key_of
from inserm_intl.record_admin.lists import GuardedChangeList
from inserm_intl.record_admin.past.keeping import keep_first
from partners.models import Institution, RegistryRecord, UpstreamChange
from partners.registry.comparing import compare
from partners.registry.deciding import look_at_successor, take_over
from partners.registry.proposals import matching


class Decided(Choice):
    """Without a choice: what waits."""

    title = gettext_lazy("decision")
    parameter_name = "dismissed"

    def lookups(self, request, model_admin):
        return [("no", _("Waiting")), ("yes", _("Dismissed"))]

    def value(self):
        return super().value() or "no"

    def choices(self, changelist):
        return list(super().choices(changelist))[1:]

    def narrow(self, queryset, value):
        return queryset.filter(dismissed=value == "yes")


class UpstreamList(GuardedChangeList):
    def get_results(self, request):
        super().get_results(request)
        compare(self.result_list)


@admin.register(UpstreamChange)
class UpstreamAdmin(GuardedLists):
    list_display = ("institution", "fact", "ours", "theirs", "noticed_at")
    list_display_links = None
    list_filter = (Decided, "fact")
    list_select_related = ("record__country",)
    sortable_by = ("fact", "noticed_at")
    search_fields = ("record__shapes",)
    search_help_text = gettext_lazy("Name, acronym, city or ROR identifier.")
    actions = ("accept", "dismiss")

    def get_changelist(self, request, **options):
        return UpstreamList

    def get_queryset(self, request):
        return super().get_queryset(request).linked()

    def get_search_results(self, request, queryset, search_term):
        """Not by the noun's own columns: by those of the registry's record."""
        if not search_term:
            return queryset, False
        found = matching(RegistryRecord.objects.all(), search_term.replace("\0", ""))
        return queryset.filter(record__in=found), False

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and request.user.has_perm("partners.change_institution")

    @admin.display(description=gettext_lazy("institution"))
    def institution(self, change):
        address = reverse("admin:partners_upstreamchange_of", args=[change.institution.pk])
        return format_html('<a href="{}">{}</a>', address, change.institution)

    @admin.display(description=gettext_lazy("entered"))
    def ours(self, change):
        return change.ours

    @admin.display(description=gettext_lazy("in the registry"))
    def theirs(self, change):
        return change.theirs

    @admin.action(permissions=["change"], description=gettext_lazy("Take over what the registry says"))
    def accept(self, request, queryset):
        self.decide(request, queryset, accepted=True)

    @admin.action(permissions=["change"], description=gettext_lazy("Dismiss what the registry says"))
    def dismiss(self, request, queryset):
        self.decide(request, queryset, accepted=False)

    def decide(self, request, queryset, *, accepted, chosen=None):
        """Each in a transaction and a revision of its own: one that cannot be taken over stops no other."""
        keys = list(queryset.values_list("pk", flat=True))
        done = sum(self.decide_one(request, key, accepted, (chosen or {}).get(key, "")) for key in keys)
        if accepted:
            text = ngettext("%(count)s change was taken over.", "%(count)s changes were taken over.", done)
        else:
            text = ngettext("%(count)s change was dismissed.", "%(count)s changes were dismissed.", done)
        if done:
            messages.success(request, text % {"count": done})

    def decide_one(self, request, key, accepted: bool, chosen: str) -> bool:
        with create_revision():
            set_user(request.user)
            change = UpstreamChange.objects.select_for_update().filter(pk=key).first()
            if change is None:
                return False
            linked = Institution.objects.select_for_update(of=("self",))
            institution = linked.filter(ror_id=change.record_id).first()
            if institution is None:
                return False
            if not accepted:
                change.dismissed = True
                change.save()
                self.log_change(request, change, [{"changed": {"fields": ["set aside"]}}])
                return True
            try:
                names = take_over(institution, change.record, change.fact, chosen)
                institution.full_clean()
            except ValidationError as error:
                messages.error(request, f"{institution} – {' '.join(error.messages)}")
                return False
            keep_first(institution)
            institution.version += 1
            institution.save()
            change.delete()
            if "ror_id" in names:
                look_at_successor(institution, change.record)
            self.log_change(request, institution, [{"changed": {"fields": labels(names)}}])
            return True

    def get_urls(self):
        page = self.admin_site.admin_view(self.of_institution)
        return [path("of/<int:key>/", page, name="partners_upstreamchange_of"), *super().get_urls()]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A change is decided on among the others of its institution."""
        key = key_of(UpstreamChange, object_id)
        change = get_object_or_404(self.get_queryset(request), pk=key) if key is not None else None
        if change is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        institution = Institution.objects.get(ror_id=change.record_id)
        return HttpResponseRedirect(reverse("admin:partners_upstreamchange_of", args=[institution.pk]))

    def of_institution(self, request, key):
        """What the registry says otherwise of one institution, field by field."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        institution = get_object_or_404(Institution, pk=key_of(Institution, key))
        changes = self.get_queryset(request).filter(record=institution.ror_id or "").select_related("record__country")
        if request.method == "POST":
            return self.decide_on_page(request, changes)
        compare(changes)
        context = {
            **self.admin_site.each_context(request),
            "title": _("What the registry says of %(institution)s") % {"institution": institution},
            "opts": self.opts,
            "institution": institution,
            "changes": changes,
            "may_decide": self.has_change_permission(request),
        }
        return render(request, "admin/partners/upstreamchange/of_institution.html", context)

    def decide_on_page(self, request, changes):
        if not self.has_change_permission(request):
            raise PermissionDenied
        chosen = [key for key in request.POST.getlist("change") if key_of(UpstreamChange, key) is not None]
        heirs = {change.pk: request.POST.get(f"heir-{change.pk}", "") for change in changes}
        if chosen:
            self.decide(request, changes.filter(pk__in=chosen), accepted="accept" in request.POST, chosen=heirs)
        else:
            messages.warning(request, _("Tick what to take over or to dismiss. Nothing has been changed."))
        return HttpResponseRedirect(request.path)


def labels(names: list[str]) -> list[str]:
    """Of an institution's fields, as its history keeps them."""
    fields = [Institution._meta.get_field(name) for name in names]
    with override(None):
        return list(dict.fromkeys(str(getattr(field, "translated_field", field).verbose_name) for field in fields))
