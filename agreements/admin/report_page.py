"""The answer of a report: as it is today, or as it was frozen beside today's; the freezing; the files."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from agreements.models.report import canonical, sha256
from agreements.reporting.answer import answer, question_of
from agreements.reporting.difference import difference
from agreements.reporting.freezing import freeze
from agreements.reporting.masking import masked
from agreements.reporting.page import SETS, Words, balance, sections, told_changes
from inserm_intl.days import today
from inserm_intl.record_admin import HasTools

from .report_files import as_csv, as_xlsx


class AnswersReports(HasTools):
    def get_urls(self):
        return [
            self.tool_path("answer", self.answer_view, needs="view"),
            self.tool_path("freeze", self.freeze_view, needs="freeze"),
            self.tool_path("xlsx", self.xlsx_view, needs="view"),
            self.tool_path("csv", self.csv_view, needs="view"),
            *super().get_urls(),
        ]

    def has_freeze_permission(self, request, report=None) -> bool:
        """Who may change reports freezes them; one that is frozen is told so, not forbidden."""
        return self.has_change_permission(request)

    def asked_in_words(self, report) -> str:
        return " · ".join(f"{part['label']} : {part['value']}" for part in question_of(report).active)

    def answer_view(self, request, report):
        now, errors = answered(report)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": str(report),
            "report": report,
            "asked": self.asked_in_words(report),
            "errors": errors,
            "lies_ahead": report.until > today(),
            "may_change": self.has_change_permission(request, report),
            "may_freeze": now and not report.is_frozen and self.has_freeze_permission(request),
            "read": now and sha256(canonical(now)),
            **self.laid_out(request, report, now),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/agreements/report/answer.html", context)

    def told(self, request, report, now) -> tuple[dict | None, dict | None]:
        """What was frozen, if it is what was, and today's answer, as this user may read them."""
        then = report.answer if report.is_frozen and report.is_intact else None
        kept, live = (answered and masked(answered, request.user) for answered in (then, now))
        return kept, live

    def laid_out(self, request, report, now) -> dict:
        """What was frozen, else today's answer; nothing where there is neither."""
        kept, live = self.told(request, report, now)
        told = kept if report.is_frozen else live
        if told is None:
            return {}
        words = Words(request.user, *filter(None, [kept, live]))
        shows = request.GET.get("show", "")
        return {
            "answer": told,
            "shows": shows if shows in SETS else "",
            "balance": balance(report, told["counts"], live["counts"] if kept and live else None),
            "sections": list(sections(told, words, shows)),
            "money": [words.money(row) for row in told["money"]] if told["money"] is not None else None,
            "activities": [words.activity(row) for row in told["activities"]]
            if told["activities"]
            else told["activities"],
            "changes": list(told_changes(difference(kept, live), words)) if kept and live else None,
        }

    def xlsx_view(self, request, report):
        return self.file(request, report, lambda told, words: as_xlsx(report, self.asked_in_words(report), told, words))

    def csv_view(self, request, report):
        return self.file(request, report, lambda told, words: as_csv(report, told, words))

    def file(self, request, report, write):
        """Of what the page shows; back to the page, which says why, where it shows nothing."""
        kept, live = self.told(request, report, None if report.is_frozen else answered(report)[0])
        told = kept if report.is_frozen else live
        if told is None:
            return HttpResponseRedirect(self.tool_url("answer", report))
        return write(told, Words(request.user, told))

    def freeze_view(self, request, report):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if report.is_frozen:
            messages.warning(request, _("This report is frozen: it stays as it was sent."))
        elif answered(report)[0] and freeze(report, request.user, request.POST.get("read", "")):
            messages.success(request, _("The report is frozen: it will not move any more."))
        else:
            messages.error(request, _("The register has changed since you read this answer: read it again."))
        return HttpResponseRedirect(self.tool_url("answer", report))


def answered(report) -> tuple[dict | None, list[str]]:
    """Today's answer, or why there is none."""
    try:
        return answer(report), []
    except ValidationError as error:
        return None, error.messages
