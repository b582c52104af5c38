"""The forms of a document: its file is judged when it is added, and never changed after."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Amendment, Document
from agreements.papers import vault
from agreements.papers.accepted import accepted
from agreements.papers.sent import harmless
from inserm_intl.record_admin import RecordForm
from inserm_intl.templatetags.texts import language_name
from inserm_intl.uploads import LARGEST_FILE

from .agreement_form import LANGUAGES
from .levels import OffersLevels


class DocumentForm(OffersLevels):
    """What is said of a document, by those who may say it."""

    def describe(self, agreement):
        if field := self.fields.get("language"):
            now = self.instance.language
            codes = dict.fromkeys((*LANGUAGES, now))
            label, initial = field.label, field.initial
            self.fields["language"] = forms.ChoiceField(
                label=label, initial=initial, choices=[(code, capfirst(language_name(code))) for code in codes]
            )
        if field := self.fields.get("amendment"):
            field.queryset = agreement.amendments.all() if agreement and agreement.pk else Amendment.objects.none()
            field.label_from_instance = lambda row: f"{row.number} – {row.get_kind_display()}"
        self.offer_levels()


class DocumentRecordForm(DocumentForm, RecordForm):
    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.describe(self.instance.agreement)


class UploadForm(DocumentForm):
    upload = forms.FileField(
        label=gettext_lazy("File"),
        max_length=255,
        help_text=gettext_lazy(
            "A PDF of at most 25 MB, without password, script or attached file; "
            "or a working file for staff: .docx, .xlsx, .msg, .eml, without macros."
        ),
        widget=forms.ClearableFileInput({"accept": ".pdf,.docx,.xlsx,.msg,.eml"}),
    )

    class Meta:
        model = Document
        fields = ("kind", "language", "title", "amendment", "confidentiality")

    def __init__(self, *args, holder=None, user=None, **options):
        super().__init__(*args, **options)
        self.user = user
        self.content: bytes | None = None
        self.describe(holder)

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        content = upload.read(LARGEST_FILE + 1)
        self.instance.media_type = accepted(upload.name, content)
        self.instance.sha256, self.instance.size = hashlib.sha256(content).hexdigest(), len(content)
        self.instance.original_name, self.instance.uploaded_by = harmless(upload.name), self.user
        self.content = content
        return upload

    def _get_validation_exclusions(self):
        """The database's rules are asked of what the file itself says, too."""
        said = {"media_type", "sha256", "size", "published"} if self.content else set()
        return super()._get_validation_exclusions() - said

    def add_error(self, field, error):
        """What is wrong with the content stands beside the file."""
        if isinstance(error, ValidationError) and "sha256" in getattr(error, "error_dict", {}):
            error.error_dict.setdefault("upload", []).extend(error.error_dict.pop("sha256"))
        super().add_error(field, error)

    def save(self, commit=True):
        if commit:
            vault.keep(self.content)
        return super().save(commit)


class UploadFormSet(BaseInlineFormSet):
    """Adds documents, and shows none."""

    user = None

    def get_queryset(self):
        return Document.objects.none()

    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "holder": self.instance, "user": self.user}

    def validate_unique(self):
        """One file chosen in two rows would be refused by the database alone.

        Django compares what is typed, which here says nothing of the content: it would take any two for the same.
        """
        contents = [form.instance.sha256 for form in self.forms if form.has_changed() and form.instance.sha256]
        if len(contents) != len(set(contents)):
            raise ValidationError(_("The same file is chosen twice."))
