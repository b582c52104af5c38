"""The form of a deadline: what it refuses beyond the rules of the database."""

from django import forms
from django.utils.translation import gettext as _

from agreements.models import Agreement
from inserm_intl.days import today
from inserm_intl.record_admin.officers import name_of

from .seen import SeenForm


def check_done(done_on, done_how="") -> None:
    if done_on and done_on > today():
        raise forms.ValidationError(_("That day is still to come."))
    if done_how and not done_on:
        raise forms.ValidationError(_("Say on which day it was done."))


def check_snoozed(until) -> None:
    if until and until <= today():
        raise forms.ValidationError(_("Put it off until a day to come."))


def check_officer(officer, agreement) -> None:
    """Whoever is to do it must be able to read what it is about."""
    if not officer.is_active or not officer.has_perm("agreements.view_deadline"):
        raise forms.ValidationError(_("This account does not use the register."))
    if agreement and not Agreement.objects.seen_by(officer).filter(pk=agreement.pk).exists():
        raise forms.ValidationError(_("This account may not see restricted agreements."))


class DeadlineForm(SeenForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "what" in self.fields:
            self.fields["what"].required = True
        if (officer := self.fields.get("officer")) and self.instance.responsible and not self.instance.officer:
            officer.empty_label = _("%(name)s, case officer") % {"name": name_of(self.instance.responsible)}

    def clean(self):
        cleaned = super().clean()
        self.check("done_on", check_done, cleaned.get("done_on"), cleaned.get("done_how", ""))
        if "snoozed_until" in self.changed_data:
            self.check("snoozed_until", check_snoozed, cleaned.get("snoozed_until"))
        if cleaned.get("officer") and {"officer", "agreement"} & set(self.changed_data):
            about = cleaned.get("agreement") or self.instance.agreement
            self.check("officer", check_officer, cleaned["officer"], about)
        return cleaned

    def check(self, name, rule, *values):
        try:
            rule(*values)
        except forms.ValidationError as error:
            self.add_error(name if name in self.fields else None, error)
