"""Amending and terminating: one page that shows the life which results before anything is saved."""

from functools import partial

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import AdminForm
from django.core.exceptions import PermissionDenied
from django.forms import modelform_factory
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from reversion import create_revision, set_user

from agreements.amending import Life, life_with, next_number
from agreements.life import Change
from agreements.models import Agreement, Amendment
from inserm_intl.record_admin import HasTools, Tool
from inserm_intl.record_admin.past.keeping import keep_first
from inserm_intl.record_admin.stale_edit import VersionField, changes

from .parties import AmendmentInline

FIELDS = ["kind", "number", "signed_on", "effective_on", "new_end", "subject_fr", "subject_en", "subject_es"]
LINES = [("kind", "number"), ("signed_on", "effective_on", "new_end"), "subject_fr", "subject_en", "subject_es"]


class AmendForm(forms.ModelForm):
    """An amendment of an agreement as it was when the page was opened."""

    version = VersionField(widget=forms.HiddenInput)

    def _get_validation_exclusions(self):
        """The agreement is not asked for, but a number taken in it is refused."""
        return super()._get_validation_exclusions() - {"agreement"}

    def clean(self):
        super().clean()
        agreement, read = self.instance.agreement, self.cleaned_data.get("version")
        if read != agreement.version:
            self.data = self.data.copy()
            self.data["version"] = agreement.version
            raise forms.ValidationError(
                [
                    _("This agreement was changed after you opened this page. Nothing has been saved: look again."),
                    *changes(agreement, agreement.version - read if read is not None else 0),
                ],
                code="stale",
            )
        return self.cleaned_data


class Amends(HasTools):
    def get_urls(self):
        return [self.tool_path("amend", self.amend_view), *super().get_urls()]

    def tools(self, request, record):
        return [*self.amending(request, record), *super().tools(request, record)]

    def amending(self, request, record):
        if self.has_amend_permission(request) and self.has_change_permission(request, record):
            url = self.tool_url("amend", record)
            yield Tool(_("Amend"), url)
            yield Tool(_("Terminate"), f"{url}?kind={Change.TERMINATION}")

    def has_amend_permission(self, request) -> bool:
        return self.has_change_permission(request) and request.user.has_perm("agreements.add_amendment")

    @admin.action(permissions=["amend"], description=gettext_lazy("Amend the chosen agreement"))
    def amend_chosen(self, request, queryset):
        record = self.only_one(request, queryset)
        return record and HttpResponseRedirect(self.tool_url("amend", record))

    @admin.action(permissions=["amend"], description=gettext_lazy("Terminate the chosen agreement"))
    def terminate_chosen(self, request, queryset):
        record = self.only_one(request, queryset)
        return record and HttpResponseRedirect(f"{self.tool_url('amend', record)}?kind={Change.TERMINATION}")

    @create_revision()
    def amend_view(self, request, record):
        """Under a lock of the agreement, so that what is shown is what would be saved."""
        if not self.has_amend_permission(request):
            raise PermissionDenied
        set_user(request.user)
        agreement = self.get_queryset(request).order_by().select_for_update(of=("self",)).get(pk=record.pk)
        form = self.amend_form(request, agreement)
        if form.is_bound and self.sent_before(form, agreement):
            messages.info(request, _("This amendment was already entered."))
            return HttpResponseRedirect(self.tool_url("change", agreement))
        valid = form.is_bound and form.is_valid()
        if valid and "_save" in request.POST:
            keep_first(agreement)
            return self.amended(request, form.save())
        after = life_with(form.instance) if valid else None
        return self.amend_page(request, agreement, form, after)

    def amend_form(self, request, agreement):
        inline = AmendmentInline(Agreement, self.admin_site)
        made = partial(inline.formfield_for_dbfield, request=request)
        form = modelform_factory(Amendment, form=AmendForm, fields=FIELDS, formfield_callback=made)
        kind = request.GET.get("kind")
        initial = {
            "number": next_number(agreement),
            "kind": kind if kind in set(Change) else Change.EXTENSION,
            "version": agreement.version,
        }
        return form(request.POST or None, instance=Amendment(agreement=agreement), initial=initial)

    def sent_before(self, form, agreement) -> bool:
        """Whether a second click sends what the first has saved."""
        number = form["number"].data or ""
        stored = agreement.amendments.filter(number=int(number)).first() if number.isdecimal() else None
        if stored is None:
            return False
        return not type(form)(form.data, instance=stored).has_changed()

    def amended(self, request, amendment):
        agreement = amendment.agreement
        agreement.version += 1
        agreement.save()
        agreement.rebuild_periods()
        with override(None):
            name = str(Amendment._meta.verbose_name)
        self.log_change(request, agreement, [{"added": {"name": name, "object": str(amendment)}}])
        told = {"number": amendment.number, "agreement": agreement.reference}
        messages.success(request, _("Amendment %(number)s of %(agreement)s was entered.") % told)
        for expectation in agreement.expectations():
            messages.warning(request, f"{agreement.reference} – {expectation.sentence}")
        return HttpResponseRedirect(self.tool_url("change", agreement))

    def amend_page(self, request, agreement, form, after):
        before = Life.of(agreement)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Amend %(agreement)s") % {"agreement": agreement},
            "original": agreement,
            "adminform": AdminForm(form, [(None, {"fields": LINES})], {}, model_admin=self),
            "form": form,
            "media": self.media + form.media,
            "before": before,
            "after": after,
            "unchanged": after is not None and after.periods == before.periods,
            "surprises": [row for row in after.expectations if row not in before.expectations] if after else [],
        }
        return TemplateResponse(request, "admin/agreements/agreement/amend.html", context)
