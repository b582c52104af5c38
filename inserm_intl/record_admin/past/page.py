"""The history of a record as a page, and two of its versions side by side."""

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from reversion.models import Version

from inserm_intl.record_admin.keys import key_of

from .differences import Comparison, Names
from .sights import sights
from .states import states
from .timeline import Source, changes, timeline


class ShowsPast(admin.ModelAdmin):
    # Each gives the events of a record: another source is one more function here.
    timeline_sources: tuple[Source, ...] = (changes,)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_compare"
        view = self.admin_site.admin_view(self.compare_view)
        return [path("<path:object_id>/history/compare/", view, name=name), *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        page = timeline(self.timeline_sources, self, request, record)
        context = {
            **self.past_context(request, record),
            "title": _("History: %(name)s") % {"name": record},
            "page": page,
            "pages": page.paginator.get_elided_page_range(page.number),
            "may_change": self.has_change_permission(request, record),
            "versions": [event.version.pk for event in page.object_list if event.version],
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/record_history.html", context)

    def compare_view(self, request, object_id):
        record = self.get_object(request, unquote(object_id))
        if record is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        chosen = [key_of(Version, request.GET.get(name, "")) for name in ("one", "other")]
        if None in chosen:
            self.message_user(request, _("Choose two versions to compare."), "warning")
            return HttpResponseRedirect("../")
        kept = Version.objects.get_for_object(record).select_related("revision__user")
        old, new = (get_object_or_404(kept, pk=key) for key in sorted(chosen))
        context = {**self.past_context(request, record), "title": _("Two versions compared")}
        context["sides"] = [(old, _("The earlier:")), (new, _("The later:"))]
        context["comparison"] = self.versions_compared(request, record, old, new)
        context["may_change"] = self.has_change_permission(request, record)
        return TemplateResponse(request, "admin/record_compared.html", context)

    def versions_compared(self, request, record, old: Version, new: Version) -> Comparison:
        seen = sights(self, request, record)
        held = states([old, new], seen)
        both = held[old.pk], held[new.pk]
        return Comparison(*both, seen, Names(request, [both], seen))

    def past_context(self, request, record) -> dict:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": record,
            "module_name": capfirst(self.opts.verbose_name_plural),
        }
