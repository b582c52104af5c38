"""One button drafts the successor of an agreement, and opens its form."""

from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from reversion import create_revision, set_user

from agreements.models import Agreement
from agreements.renewing import refusal, renew
from inserm_intl.record_admin import HasTools, Tool


class Renews(HasTools):
    def get_urls(self):
        return [self.tool_path("renew", self.renew_view), *super().get_urls()]

    def tools(self, request, record):
        return [*self.renewing(request, record), *super().tools(request, record)]

    def renewing(self, request, record):
        """The button; in its place, where it was renewed, the way to the agreement that did."""
        if successor := Agreement.objects.filter(predecessor=record).first():
            if self.get_queryset(request).filter(pk=successor.pk).exists():
                label = _("Renewed by %(reference)s") % {"reference": successor.reference}
                yield Tool(label, self.tool_url("change", successor))
        elif self.has_renew_permission(request) and self.has_change_permission(request, record):
            yield Tool(_("Renew"), self.tool_url("renew", record), posts=True)

    def has_renew_permission(self, request) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def renew_view(self, request, record):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return self.renewed(request, record)

    @admin.action(permissions=["renew"], description=gettext_lazy("Renew the chosen agreement"))
    def renew_chosen(self, request, queryset):
        if record := self.only_one(request, queryset):
            return self.renewed(request, record)
        return None

    def only_one(self, request, queryset) -> Agreement | None:
        found = list(queryset.order_by("pk")[:2])
        if len(found) == 1:
            return found[0]
        messages.warning(request, _("Choose one agreement only. Nothing has been changed."))
        return None

    @create_revision()
    def renewed(self, request, record):
        """Under a lock of the agreement: of two clicks, the second finds what the first has made."""
        set_user(request.user)
        rows = self.get_queryset(request).order_by().select_for_update(of=("self",))
        agreement = rows.get(pk=record.pk)
        if not self.has_renew_permission(request):
            messages.error(request, _("Renewing needs the permission to add agreements."))
        elif successor := Agreement.objects.filter(predecessor=agreement).first():
            return self.already_renewed(request, agreement, successor)
        elif why := refusal(agreement):
            messages.error(request, why)
        else:
            return self.drafted(request, renew(agreement, request.user))
        return HttpResponseRedirect(self.tool_url("change", agreement))

    def already_renewed(self, request, agreement, successor):
        seen = self.get_queryset(request).filter(pk=successor.pk).exists()
        messages.warning(request, _("%(agreement)s is already renewed.") % {"agreement": agreement.reference})
        return HttpResponseRedirect(self.tool_url("change", successor if seen else agreement))

    def drafted(self, request, draft):
        self.log_addition(request, draft.agreement, [{"added": {}}])
        told = {"draft": draft.agreement.reference, "agreement": draft.agreement.predecessor.reference}
        messages.success(
            request,
            _(
                "%(draft)s is drafted from %(agreement)s: its parties, units, research fields and texts were copied,"
                " and its dates proposed."
            )
            % told,
        )
        for sentence in draft.said:
            messages.info(request, sentence)
        for expectation in draft.agreement.expectations():
            messages.warning(request, expectation.sentence)
        return HttpResponseRedirect(self.tool_url("change", draft.agreement))
