"""An edit of a record that somebody changed meanwhile is refused, and told what changed.

The form carries the version it was made from. Every save adds one to it, under a lock of the row.
"""

import datetime

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import ManyToManyField, Model, QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from inserm_intl.days import Precision, shown

from .officers import name_of
from .past.reason import ReasonField
from .refusals import RefusableForm, SaysRefusals

MOST_CHANGES_TOLD = 10


class VersionField(forms.IntegerField):
    """Not part of what an officer changes."""

    def has_changed(self, initial, data):
        return False


class RecordForm(RefusableForm):
    version = VersionField(required=False, widget=forms.HiddenInput)
    change_reason = ReasonField()

    # Set for each request by the admin: who edits, and the version before a revert put the old one back.
    user = None
    version_before: int | None = None

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        # Once refused, the number of the version that the officer may decide to write over.
        self.overtaken_by: int | None = None
        if self.instance.pk:
            self.initial["version"] = self.version_before or self.instance.version
        else:
            del self.fields["version"], self.fields["change_reason"]

    def clean(self):
        super().clean()
        if self.instance.pk:
            self.refuse_if_overtaken()
        return self.cleaned_data

    def refuse_if_overtaken(self):
        model = self._meta.model
        stored = model._base_manager.select_for_update(of=("self",)).filter(pk=self.instance.pk).first()
        if stored is None:
            raise ValidationError(_("This record was deleted meanwhile."), code="stale")
        self.version_before = self.version_before or stored.version
        read = self.cleaned_data.get("version")
        if self.version_before in (read, self.reviewed()):
            return
        self.overtaken_by = self.version_before
        count = self.version_before - read if read is not None else 0
        raise ValidationError(
            [
                _("This record was changed after you opened it. Nothing of what you typed has been saved."),
                *changes(stored, count),
                *self.differences(stored),
            ],
            code="stale",
        )

    def reviewed(self) -> int | None:
        """The version whose changes the officer says to have read."""
        text = self.data.get("reviewed", "")
        return int(text) if text.isdecimal() and len(text) < 12 else None

    def differences(self, stored):
        """The record's own fields where what was typed is not what is stored."""
        other = type(self)(instance=stored)
        for name, field in self.fields.items():
            if name != "version" and field.has_changed(other.get_initial_for_field(field, name), self[name].data):
                yours = said(field, self.cleaned_data.get(name, self[name].data))
                theirs = said(field, value_of(stored, name, other.fields[name]))
                if yours != theirs:
                    told = {"field": field.label or name, "yours": yours, "stored": theirs}
                    yield _("%(field)s: yours “%(yours)s”, stored “%(stored)s”.") % told


class RefusesStaleEdits(SaysRefusals):
    """Of a model with a version."""

    form = RecordForm

    def get_form(self, request, obj=None, change=False, **options):
        form = super().get_form(request, obj, change=change, **options)
        form.user = request.user
        form.version_before = getattr(request, "version_before_revert", None)
        return form

    def save_model(self, request, obj, form, change):
        if change:
            obj.version = form.version_before + 1
        super().save_model(request, obj, form, change)


def changes(record: Model, count: int):
    """What was done to the record in its last `count` saves, the newest first, as its history says it."""
    kind = ContentType.objects.get_for_model(record, for_concrete_model=False)
    entries = LogEntry.objects.filter(content_type=kind, object_id=record.pk).select_related("user")
    for entry in entries.order_by("-action_time", "-pk")[: max(0, min(count, MOST_CHANGES_TOLD))]:
        yield _("%(who)s, %(when)s: %(what)s") % {
            "who": name_of(entry.user),
            "when": date_format(localtime(entry.action_time), "SHORT_DATETIME_FORMAT"),
            "what": entry.get_change_message(),
        }


def value_of(record: Model, name: str, field: forms.Field):
    """What is stored; of other records, those that the field would offer; of a box without a column, what it shows."""
    if name not in {column.name for column in record._meta.get_fields()}:
        return field.initial
    column = record._meta.get_field(name)
    value = column.value_from_object(record)
    if isinstance(column, ManyToManyField):
        return field.queryset.filter(pk__in=[row.pk for row in value])
    return getattr(record, name) if column.is_relation else value


def said(field, value):
    """A field's value in words."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple | QuerySet):
        return ", ".join(said(field, item) for item in value) or "–"
    if isinstance(value, datetime.datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return shown(value, getattr(value, "precision", Precision.DAY))
    if isinstance(field, forms.ChoiceField):
        value = dict(field.choices).get(value, value)
    return str(value)
