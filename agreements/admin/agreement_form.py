"""The form of an agreement: what its type expects, and what surprises, stand beside the fields they are about."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from agreements.expectations import BLOCKS
from agreements.models import Agreement, Instrument
from inserm_intl.templatetags.texts import language_name

from .expected import expected, proposed_end
from .levels import OffersLevels
from .seen import SeenForm

LANGUAGES = ("fr", "en", "es", "de", "pt", "it", "zh", "ja", "ko", "ar", "he", "ru")


class AgreementForm(OffersLevels, SeenForm):
    authentic_languages = forms.MultipleChoiceField(
        label=capfirst(Agreement._meta.get_field("authentic_languages").verbose_name),
        help_text=gettext_lazy("The languages of the signed texts."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        # The formset of the parties, which knows only the agreement, asks `refuses()`.
        self.instance.entry_form = self
        self.offer_languages()
        self.offer_levels()
        self.speak()

    def offer_languages(self):
        if field := self.fields.get("authentic_languages"):
            stored = self.instance.authentic_languages or ()
            field.choices = [(code, capfirst(language_name(code))) for code in dict.fromkeys((*LANGUAGES, *stored))]

    def speak(self):
        if instrument := self.chosen_instrument():
            self.beside("instrument", '<p class="expected">{}</p>', expected(instrument))
        if self.instance.pk and not self.is_bound:
            self.beside("ends_on", "<p>{}</p>", proposed_end(self.instance))
            for row in self.instance.expectations():
                self.beside(row.field, '<p class="expectations {}">{}</p>', row.severity, row.sentence)

    def beside(self, name: str, html: str, *said: str):
        """Add to the field's help, which the browser ties to it for those who listen to the page."""
        if said[-1] and (field := self.fields.get(name)):
            field.help_text = format_html("{}" + html, field.help_text, *said)

    def chosen_instrument(self) -> Instrument | None:
        """Not asked of `self["instrument"]`, which would keep the help as it was before we add to it."""
        field, name = self.fields.get("instrument"), self.add_prefix("instrument")
        if field is None:
            return None
        try:
            return field.to_python(
                self.data.get(name) if self.is_bound else self.get_initial_for_field(field, "instrument")
            )
        except forms.ValidationError:
            return None

    def refuses(self, parties) -> bool:
        """Put what blocks the agreement, with these parties, beside its field; return whether anything does."""
        if not self.instance.instrument_id:
            return False
        blocks = [row for row in self.instance.expectations(parties) if row.severity == BLOCKS]
        for block in blocks:
            name = block.field if block.field in self.fields else None
            if block.sentence not in self.errors.get(name or NON_FIELD_ERRORS, ()):
                self.add_error(name, block.sentence)
        return bool(blocks)
