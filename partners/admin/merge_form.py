"""The form of a merge: for each thing that two institutions say differently, which of them is right."""

from typing import NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inserm_intl.record_admin.sight import owners, seen
from inserm_intl.record_admin.words import in_words, record_name
from inserm_intl.records import Record
from partners.merging.merger import UNITED
from partners.merging.uniting import Pair, is_empty, pairs, said_fields, value
from partners.models import Institution

# What goes with another field wherever it is taken from.
WITH = {"longitude": "latitude", "native_language": "native_name"}


class Comparison(NamedTuple):
    """A field of both institutions, in words; `name` is that of the choice, empty where there is none."""

    label: str
    first: str
    second: str
    name: str


def said(row, field) -> str:
    if field.is_relation:
        return record_name(getattr(row, field.name))
    stored = getattr(row, field.attname)
    return in_words(field, stored, getattr(row, f"{field.name}_precision", "day"))


def compared(first: Institution, second: Institution) -> list[Comparison]:
    """In the order of the form: where the facts come from stands last."""
    found, last = [], {field.name for field in Record._meta.fields}
    for field in sorted(said_fields(Institution), key=lambda field: field.name in last):
        chosen = value(first, field) != value(second, field) and field.name not in (*UNITED, *WITH)
        name = field.name if chosen else ""
        found.append(Comparison(str(capfirst(field.verbose_name)), said(first, field), said(second, field), name))
    return found


class MergeForm(forms.Form):
    """The keys of the two rows are the choices of every field. `first` is proposed as the one to keep."""

    keep = forms.ChoiceField(label=gettext_lazy("Which one is kept"), widget=forms.RadioSelect)
    reason = forms.CharField(label=gettext_lazy("Reason of the merge"), max_length=300, required=False)
    read_first = forms.IntegerField(widget=forms.HiddenInput)
    read_second = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, request, first: Institution, second: Institution, data=None):
        self.request, self.rows = request, (first, second)
        super().__init__(data, initial={"keep": first.pk, "read_first": first.version, "read_second": second.version})
        self.fields["keep"].choices = [(row.pk, f"{row} – {row.slug}") for row in self.rows]
        self.comparisons = compared(first, second)
        for row in self.comparisons:
            if row.name:
                field = next(field for field in said_fields(Institution) if field.name == row.name)
                empty = is_empty(first, field) and not is_empty(second, field)
                self.offer(row.name, row.label, (row.first, row.second), self.rows, second if empty else first)
        self.pairs = list(pairs(Institution, second.pk, first.pk))
        self.unseen = [pair for pair in self.pairs if not self.sees(pair)]
        self.disputes = [name for pair in self.pairs if pair not in self.unseen for name in self.ask(pair)]

    def offer(self, name, label, texts, rows, initial=None):
        choices = [(row.pk, text) for row, text in zip(rows, texts, strict=True)]
        self.fields[name] = forms.ChoiceField(
            label=label, choices=choices, initial=initial and initial.pk, widget=forms.RadioSelect
        )

    def sees(self, pair: Pair) -> bool:
        return seen(type(pair.staying), self.request).filter(pk=pair.staying.pk).exists()

    def ask(self, pair: Pair):
        """What two rows that become one say differently; nothing is proposed."""
        for field in pair.disputed():
            label = f"{told(pair)} – {field.verbose_name}"
            self.offer(pair.name(field), label, (said(pair.staying, field), said(pair.leaving, field)), pair[1::-1])
            yield pair.name(field)

    def clean(self):
        super().clean()
        read = (self.cleaned_data.get("read_first"), self.cleaned_data.get("read_second"))
        if read != tuple(row.version for row in self.rows):
            raise ValidationError(
                _("One of the two was changed after you opened this page. Nothing has been merged: read it again."),
                code="stale",
            )
        if any(pair.disputed() for pair in self.unseen):
            raise ValidationError(
                _("They disagree in a record that you may not see: somebody who may must merge them.")
            )
        return self.cleaned_data

    @property
    def kept(self) -> Institution:
        return next(row for row in self.rows if str(row.pk) == self.cleaned_data["keep"])

    @property
    def merged(self) -> Institution:
        return next(row for row in self.rows if row != self.kept)

    def chosen(self) -> dict[str, int]:
        """For each choice the key of the row it is taken from."""
        asked = {row.name for row in self.comparisons if row.name} | set(self.disputes)
        found = {name: int(self.cleaned_data[name]) for name in asked}
        return found | {name: found[other] for name, other in WITH.items() if other in found}

    def published(self) -> bool:
        """Whether what results is published."""
        choice = self.cleaned_data.get("published")
        return next(row.published for row in self.rows if choice in (None, str(row.pk)))

    def shown(self):
        """Each comparison with its bound field, where there is something to choose."""
        return [(row, self[row.name] if row.name else None) for row in self.comparisons]

    def asked(self):
        return [self[name] for name in self.disputes]


def told(pair: Pair) -> str:
    """The record on whose page two rows stand."""
    model, keys = owners(type(pair.staying), [pair.staying.pk]) or (type(pair.staying), {pair.staying.pk})
    record = model._base_manager.get(pk=next(iter(keys)))
    return f"{model._meta.verbose_name} {record}"
