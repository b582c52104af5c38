"""A prospect becomes a partner: one act, that keeps since when it was one, who found it, and when it ended."""

from django import forms
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from reversion import create_revision, set_user

from inserm_intl.days import today
from inserm_intl.record_admin.past.keeping import keep_first


def become_partner(model_admin, request, key, day) -> bool:
    """In a transaction and a revision of its own; False where it is no prospect (any more).

    Raise ValidationError for a day before it was a prospect.
    """
    with create_revision():
        set_user(request.user)
        prospects = model_admin.get_queryset(request).order_by().prospects().select_for_update(of=("self",))
        institution = prospects.filter(pk=key).first()
        if institution is None:
            return False
        institution.prospect, institution.partner_since = False, day
        institution.validate_constraints()
        keep_first(institution)
        institution.version += 1
        institution.save()
        with override(None):
            labels = [str(institution._meta.get_field(name).verbose_name) for name in ("prospect", "partner_since")]
        model_admin.log_change(request, institution, [{"changed": {"fields": labels}}])
        return True


class BecomingForm(forms.Form):
    """The day on which a prospect became a partner: not before it was one, nor in the future."""

    day = forms.DateField(label=gettext_lazy("Partner since"), widget=AdminDateWidget)

    def __init__(self, *args, institution, **options):
        super().__init__(*args, initial={"day": today()}, **options)
        self.institution = institution

    def clean_day(self):
        day, since = self.cleaned_data["day"], self.institution.prospect_since
        if day > today():
            raise ValidationError(_("That day is still to come."))
        if since and day < since:
            raise ValidationError(_("It became a partner before it was a prospect."))
        return day
