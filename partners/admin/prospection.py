"""On an institution's page: which missions identified it, and the way to make a prospect a partner."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inserm_intl.days import shown, today
from inserm_intl.record_admin import HasTools, Tool

from .becoming_partner import BecomingForm, become_partner
from .prospects import ProspectList


def missions(institution):
    """The missions that identified it, each a link to its page, with what was noted there."""
    rows = institution.identifications.select_related("activity")
    lines = (
        (
            reverse("admin:agreements_activity_change", args=[row.activity_id]),
            row.activity,
            shown(row.activity.starts_on, row.activity.starts_on_precision),
            f"– {row.note}" if row.note else "",
        )
        for row in rows
    )
    return format_html_join("", '<li><a href="{}">{}</a> ({}) {}</li>', lines)


class HasProspection(HasTools):
    def get_urls(self):
        prospects = self.admin_site.admin_view(self.prospects_view)
        return [
            path("prospects/", prospects, name=self.tool_name("prospects")),
            self.tool_path("partner", self.partner_view),
            *super().get_urls(),
        ]

    def tools(self, request, record):
        if not record.prospect or not self.has_change_permission(request, record):
            return super().tools(request, record)
        return [Tool(_("Make it a partner"), self.tool_url("partner", record)), *super().tools(request, record)]

    def prospects_view(self, request):
        return ProspectList(self.model, self.admin_site).changelist_view(request)

    def partner_view(self, request, institution):
        """Ask for the day, then make the prospect a partner."""
        form = BecomingForm(request.POST or None, institution=institution)
        if request.method == "POST" and form.is_valid():
            return self.made_partner(request, institution, form.cleaned_data["day"])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Make it a partner"),
            "institution": institution,
            "form": form,
            "missions": missions(institution),
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/partners/institution/partner.html", context)

    def made_partner(self, request, institution, day):
        if become_partner(self, request, institution.pk, day):
            messages.success(request, _("%(name)s is now a partner.") % {"name": institution})
        else:
            messages.warning(request, _("%(name)s is not a prospect.") % {"name": institution})
        return HttpResponseRedirect(self.tool_url("change", institution))

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), "prospection")

    def save_model(self, request, obj, form, change):
        """A prospect entered by hand is one from today on, unless another day is given."""
        if obj.prospect and not obj.prospect_since and "prospect" in form.changed_data:
            obj.prospect_since = today()
        super().save_model(request, obj, form, change)

    @admin.display(description=gettext_lazy("prospection"))
    def prospection(self, institution):
        found = missions(institution) if institution.pk else ""
        told = format_html('<ul class="told">{}</ul>', found) if found else _("Identified by no mission.")
        url = reverse("admin:partners_institution_prospects")
        return format_html('{} <p><a href="{}">{}</a></p>', told, url, _("All prospects"))
