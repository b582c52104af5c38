"""Assessments: restricted, entered from their agreement's page, each with a history of its own."""

from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement, Assessment
from agreements.models.assessment import KEY_WORDS, Moment
from inserm_intl.days import shown
from inserm_intl.record_admin import SearchesFolded, UntranslatedRecordAdmin

from .seen import SeesAgreements


def told(agreement, moment, assessment) -> str:
    """The agreement's assessment at a moment, or the form that enters it, as a link."""
    if assessment:
        url = reverse("admin:agreements_assessment_change", args=[assessment.pk])
        words = f"{shown(assessment.assessed_on)}, {assessment.assessed_by}"
    elif agreement.may_be_assessed:
        asked = urlencode({"agreement": agreement.pk, "moment": moment})
        url, words = f"{reverse('admin:agreements_assessment_add')}?{asked}", _("enter the assessment")
    else:
        return _("not assessed")
    return format_html('<a href="{}">{}</a>', url, words)


class HasAssessments(admin.ModelAdmin):
    """On an agreement's page, for those who may read assessments: one line for each moment.

    Not rows of the agreement's form: its versions and its history are read by those who may not.
    """

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not request.user.has_perm("agreements.view_assessment"):
            return fieldsets
        obj.may_be_assessed = request.user.has_perm("agreements.add_assessment")
        return [*fieldsets, (_("Assessments (restricted)"), {"fields": ["assessed"]})]

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), "assessed")

    @admin.display(description=gettext_lazy("assessments"))
    def assessed(self, agreement):
        done = {row.moment: row for row in agreement.assessments.all()}
        lines = [(label, told(agreement, moment, done.get(moment))) for moment, label in Moment.choices]
        return format_html('<ul class="told">{}</ul>', format_html_join("", "<li>{} – {}</li>", lines))


@admin.register(Assessment)
class AssessmentAdmin(SearchesFolded, SeesAgreements, UntranslatedRecordAdmin):
    list_display = ("agreement", "moment", "assessed_on", "assessed_by", "said", "security_opinion")
    list_filter = ("moment", "security_opinion", "invented")
    list_select_related = ("agreement",)
    date_hierarchy = "assessed_on"
    search_help_text = gettext_lazy("Reference, title or acronym of the agreement.")
    autocomplete_fields = ("agreement",)
    fieldsets = (
        (None, {"fields": ["agreement", "moment", ("assessed_on", "assessed_by")]}),
        (gettext_lazy("The policy’s four key words"), {"fields": list(KEY_WORDS)}),
        (gettext_lazy("Security"), {"fields": [("security_opinion", "security_opinion_on")]}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).seen_by(request.user)

    def holding(self, word):
        return Q(agreement__folded__contains=word)

    @admin.display(description=gettext_lazy("sentences"))
    def said(self, assessment):
        return f"{assessment.sentences}/{len(KEY_WORDS)}"

    def get_readonly_fields(self, request, obj=None):
        """An assessment stays that of its agreement."""
        return (*super().get_readonly_fields(request, obj), *(("agreement",) if obj else ()))

    def may_return_to(self, request, version, stored):
        """A deleted assessment of an agreement out of sight stays out of sight."""
        seen = Agreement.objects.seen_by(request.user)
        return seen.filter(pk=version.field_dict["agreement_id"]).exists()

    def response_post_save_add(self, request, obj):
        return self.back_to_the_agreement(request, obj)

    def response_post_save_change(self, request, obj):
        return self.back_to_the_agreement(request, obj)

    def back_to_the_agreement(self, request, assessment):
        if not request.user.has_perm("agreements.view_agreement"):
            return super().response_post_save_change(request, assessment)
        return HttpResponseRedirect(reverse("admin:agreements_agreement_change", args=[assessment.agreement_id]))
