"""Why a record is changed, in the officer's words: asked beside the button that saves, kept with the version."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonField(forms.CharField):
    """Not part of what is changed: alone it is no change."""

    def __init__(self):
        super().__init__(
            label=_("Reason of the change"),
            help_text=_("Optional; shown in the history."),
            max_length=300,
            required=False,
            widget=forms.TextInput({"class": "vTextField"}),
        )

    def has_changed(self, initial, data):
        return False
