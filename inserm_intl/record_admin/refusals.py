"""What the database refuses although the form let it through is said on the form, with all that was typed.

It happens to the best of forms: two officers take the same number at once, two rows of one form
exchange theirs, and Django checks no constraint of a row that names the record it belongs to.
"""

import re

from django import forms
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.utils.text import capfirst
from django.utils.translation import gettext as _


def sentence_of(error: IntegrityError) -> str:
    """The sentence of the constraint that was broken; a general one where it has none."""
    if isinstance(error, ProtectedError):
        nouns = sorted({str(capfirst(row._meta.verbose_name_plural)) for row in error.protected_objects})
        return _("Other records belong to what would be deleted: %(nouns)s.") % {"nouns": ", ".join(nouns)}
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or str(error).rpartition(": ")[2]
    columns = set(re.findall(r"\w+\.(\w+)", name))
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            named = {model._meta.get_field(field).column for field in getattr(constraint, "fields", ())}
            if constraint.name == name or (model._meta.db_table in name and named == columns):
                return str(constraint.get_violation_error_message())
    return _("Another record already has one of these values.")


class RefusableForm(forms.ModelForm):
    # Set for a request by the admin, when the database has refused what the form had let through.
    refusal: str | None = None

    def clean(self):
        super().clean()
        if self.refusal:
            raise ValidationError(_("Nothing has been saved: %(why)s") % {"why": self.refusal}, code="refused")
        return self.cleaned_data


class SaysRefusals(admin.ModelAdmin):
    """The form is shown a second time, refusing by itself: the first transaction is undone, revision and all."""

    form = RefusableForm

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change=change, **options)
        form.refusal = getattr(request, "refusal", None)
        return form

    def add_view(self, request, form_url="", extra_context=None):
        try:
            return super().add_view(request, form_url, extra_context)
        except IntegrityError as error:
            request.refusal = sentence_of(error)
            return super().add_view(request, form_url, extra_context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        try:
            return super().change_view(request, object_id, form_url, extra_context)
        except IntegrityError as error:
            request.refusal = sentence_of(error)
            return super().change_view(request, object_id, form_url, extra_context)
