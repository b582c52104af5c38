"""Reports: a question entered, its answer read, and frozen."""

from datetime import date

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Confidentiality, Report
from inserm_intl.days import today
from inserm_intl.record_admin import SearchesNames, Tool, UntranslatedRecordAdmin

from .report_form import BOXES, ReportForm
from .report_page import AnswersReports


@admin.register(Report)
class ReportAdmin(SearchesNames, AnswersReports, UntranslatedRecordAdmin):
    form = ReportForm
    list_display = ("reference", "title", "sent_to", "since", "until", "level", "frozen_on", "frozen_by")
    list_filter = ("level", ("frozen_on", admin.EmptyFieldListFilter))
    list_select_related = ("frozen_by",)
    search_fields = ("reference", "title", "sent_to")
    search_help_text = gettext_lazy("Reference, title, for whom.")
    fieldsets = ((None, {"fields": ["title", "sent_to", ("since", "until"), "level"]}),)
    readonly_fields = ("reference", "question_told", "frozen_on", "frozen_by", "frozen_hash")

    def get_queryset(self, request):
        return super().get_queryset(request).seen_by(request.user).defer("frozen")

    def get_fieldsets(self, request, obj=None):
        """Boxes for whoever may change the question, words for the others; the reference once it is given."""
        (name, own), *others = super().get_fieldsets(request, obj)
        given = ["reference"] if obj else []
        asked = [("q", "unit"), ("country", "region", "group"), ("instrument", "theme", "programme"), "invented"]
        frozen = [(_("Frozen"), {"fields": ["frozen_on", "frozen_by", "frozen_hash"]})] if obj and obj.is_frozen else []
        return [
            (name, {"fields": [*given, *own["fields"]]}),
            (_("Which agreements"), {"fields": asked if self.may_edit(request, obj) else ["question_told"]}),
            *frozen,
            *others,
        ]

    def get_form(self, request, obj=None, change=False, **options):
        """The boxes of the question are no columns."""
        columns = [name for name in self.columns_of(request, obj) if name not in BOXES]
        return super().get_form(request, obj, change=change, **{**options, "fields": columns})

    def columns_of(self, request, obj):
        return admin.utils.flatten_fieldsets(self.get_fieldsets(request, obj))

    def get_changeform_initial_data(self, request):
        """The last whole year."""
        year = today().year
        days = {"since": date(year - 2, 12, 31), "until": date(year - 1, 12, 31)}
        return {**days, **super().get_changeform_initial_data(request)}

    @admin.display(description=gettext_lazy("question"))
    def question_told(self, report):
        return self.asked_in_words(report) or _("all agreements")

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not (obj and obj.is_frozen)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_frozen)

    def reversion_register(self, model, **options):
        """A frozen answer is kept once; its hash is in every version."""
        super().reversion_register(model, **{**options, "exclude": ["frozen"]})

    def revision_view(self, request, object_id, version_id, extra_context=None):
        report = self.get_object(request, object_id)
        if report and report.is_frozen:
            messages.error(request, _("This report is frozen: it stays as it was sent."))
            return HttpResponseRedirect(self.tool_url("answer", report))
        return super().revision_view(request, object_id, version_id, extra_context)

    def may_return_to(self, request, version, stored):
        """Nor back to counting what the user may not see."""
        sees_all = request.user.has_perm("agreements.see_restricted")
        return sees_all or version.field_dict["level"] != Confidentiality.RESTRICTED

    def tools(self, request, record):
        return [Tool(_("Answer"), self.tool_url("answer", record)), *super().tools(request, record)]

    def response_post_save_add(self, request, obj):
        return HttpResponseRedirect(self.tool_url("answer", obj))

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(self.tool_url("answer", obj))
