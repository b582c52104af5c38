"""A new institution filled in from the ROR registry, and a warning where one like it is entered already."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Script
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inserm_intl.record_admin import HasTools, Tool
from inserm_intl.record_admin.keys import key_of
from partners.likeness import alike
from partners.models import Institution, RegistryRecord, UpstreamChange
from partners.registry.changes import settle
from partners.registry.facts import filling
from partners.registry.proposals import Proposal, proposals, proposed

NAMES = ("name_fr", "name_en", "name_es", "native_name", "acronym")


def fields_of(record: RegistryRecord) -> dict:
    """The fields of the form as the registry fills them."""
    columns = filling(record)
    return {"country" if name == "country_id" else name: value for name, value in columns.items()}


def as_typed(record: RegistryRecord) -> str:
    """The same for a script: texts as an officer would type them, the country with its name."""
    fields = {name: "" if value is None else str(value) for name, value in fields_of(record).items()}
    return json.dumps({**fields, "country_name": record.country.name if record.country else ""})


class FilledFromRegistry(HasTools):
    """`?registry=02vjkv261` fills the form of a new institution; a script does so without leaving the page."""

    class Media:
        js = (Script("inserm_intl/institution_entry.js", defer=True),)

    def get_urls(self):
        page = self.admin_site.admin_view(self.propose)
        return [path("propose/", page, name="partners_institution_propose"), *super().get_urls()]

    def reads_registry(self, request) -> bool:
        return request.user.has_perm("partners.view_registryrecord")

    def propose(self, request):
        """A piece of a page: the institutions like `name`, and the records of the registry for it or for `q`."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        name, text, own = (request.GET.get(key, "").replace("\0", "") for key in ("name", "q", "own"))
        among = self.get_queryset(request)
        if key_of(Institution, own) is not None:
            among = among.exclude(pk=own)
        linked = own or request.GET.get("linked")
        fills = not linked and self.has_add_permission(request) and self.reads_registry(request)
        found = proposals(text or name) if fills else []
        like = alike(name, among=among) if name else []
        told = [(proposal, as_typed(proposal.record)) for proposal in found if proposal.entered not in like]
        context = {"alike": like, "proposals": told, "missing": bool(text) and not found}
        return render(request, "admin/partners/institution/proposals.html", context)

    def chosen(self, request) -> Proposal | None:
        """The record that the address names, or the one that stands in its place."""
        if "registry" not in request.GET or not self.reads_registry(request):
            return None
        asked = RegistryRecord.objects.select_related("country").filter(pk=request.GET["registry"].replace("\0", ""))
        return next(iter(proposed(list(asked))), None)

    def get_changeform_initial_data(self, request):
        initial, chosen = super().get_changeform_initial_data(request), self.chosen(request)
        return {**initial, **fields_of(chosen.record)} if chosen and chosen.fills else initial

    def add_view(self, request, form_url="", extra_context=None):
        if request.method == "GET" and "registry" in request.GET and self.has_add_permission(request):
            chosen = self.chosen(request)
            if chosen and chosen.entered:
                messages.info(request, _("This institution is entered already: here it is."))
                return HttpResponseRedirect(reverse("admin:partners_institution_change", args=[chosen.entered.pk]))
            self.tell(request, chosen)
        context = {"registry": self.reads_registry(request) and RegistryRecord.objects.exists()}
        return super().add_view(request, form_url, {**context, **(extra_context or {})})

    def tools(self, request, record):
        """First what the registry says otherwise, where it says something."""
        tools = super().tools(request, record)
        if not record.ror_id or not request.user.has_perm("partners.view_upstreamchange"):
            return tools
        waiting = UpstreamChange.objects.waiting().filter(record=record.ror_id).count()
        text = ngettext("The registry: %(count)s change", "The registry: %(count)s changes", waiting) % {
            "count": waiting
        }
        where = reverse("admin:partners_upstreamchange_of", args=[record.pk])
        return [Tool(text, where), *tools] if waiting else tools

    def tell(self, request, chosen):
        if chosen is None or not chosen.fills:
            messages.warning(request, _("The ROR registry as it was last loaded has nothing under this identifier."))
        elif chosen.replaces:
            text = _("%(old)s was withdrawn from the registry in favour of %(new)s.")
            messages.warning(request, text % {"old": chosen.replaces[0], "new": chosen.record})

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        settle(obj)
        if not change or set(form.changed_data) & set(NAMES):
            self.warn_of_others(request, obj)

    def warn_of_others(self, request, obj):
        """Of institutions that could be the same: told after saving, for those who were not told while they typed."""
        others = self.get_queryset(request).exclude(pk=obj.pk)
        found: dict[Institution, None] = {}
        for name in filter(None, (getattr(obj, column) for column in NAMES)):
            found |= dict.fromkeys(alike(name, obj.country, among=others))
        if found:
            links = [(reverse("admin:partners_institution_change", args=[other.pk]), other) for other in found]
            others = format_html_join(", ", '<a href="{}">{}</a>', links[:5])
            messages.warning(request, format_html("{} {}", _("Is it entered already? It is like:"), others))
