"""A report's question, asked with the boxes of the lists and kept as the address of a list would have it."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agreements.filters.staff import StaffAgreementFilterSet
from agreements.models import Confidentiality
from agreements.reporting.answer import OF_DAYS, question_of
from inserm_intl.record_admin import RecordForm

# The boxes of the list of agreements, without those that the two days of the report answer.
BOXES = ("q", "country", "region", "group", "instrument", "theme", "programme", "unit", "invented")


class ReportForm(RecordForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.asked = StaffAgreementFilterSet(QueryDict(self.instance.question))
        if "title" in self.fields:
            self.fields |= {name: self.box(name) for name in BOXES}
        if (level := self.fields.get("level")) and not self.user.has_perm("agreements.see_restricted"):
            level.choices = [choice for choice in level.choices if choice[0] != Confidentiality.RESTRICTED]

    def box(self, name: str) -> forms.Field:
        """A box as the list has it, but that takes several values without a script."""
        field = self.asked.form.fields[name]
        if isinstance(field, forms.MultipleChoiceField):
            choices = [choice for choice in field.widget.choices if choice[0]]
            few = len(choices) < 3
            field.widget = (
                forms.CheckboxSelectMultiple() if few else forms.SelectMultiple({"size": min(6, len(choices))})
            )
            field.widget.choices = choices
            field.initial = self.asked.data.getlist(name)
            field.help_text = "" if few else SEVERAL
        else:
            field.initial = self.asked.data.get(name, "")
        return field

    def clean(self):
        cleaned = super().clean()
        if "title" in self.fields:
            self.instance.question = self.question_typed(cleaned)
            if not self.errors:
                self.refuse_what_cannot_be_asked(cleaned)
        return cleaned

    def question_typed(self, cleaned) -> str:
        """The boxes that were filled, and what the question asked already that has no box here."""
        said = QueryDict(mutable=True)
        for name, values in self.asked.asked.items():
            if name not in (*BOXES, *OF_DAYS):
                said.setlist(name, values)
        for name in BOXES:
            if value := cleaned.get(name):
                said.setlist(name, value if isinstance(value, list) else [str(value)])
        return said.urlencode()

    def refuse_what_cannot_be_asked(self, cleaned):
        """Of the public site one cannot ask for a partner or a programme that it does not show."""
        for name in ("level", "since", "until"):
            setattr(self.instance, name, cleaned[name])
        for name, sentences in question_of(self.instance).errors.items():
            self.add_error(name if name in self.fields else None, list(sentences))


SEVERAL = _("Hold Ctrl (or ⌘) to choose several; none: all.")
