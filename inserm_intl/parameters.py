"""The parameters of a question: repeatable choices, keys, a day, a year; how each is read and drawn."""

import datetime
from functools import cache

import django_filters
from django import forms
from django.conf import settings
from django.core.validators import ProhibitNullCharactersValidator
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from .days import FIRST_YEAR, LAST_YEAR

UNREADABLE = "\N{SYMBOL FOR NULL}"  # what stands for NUL, which neither a page nor PostgreSQL can hold
INVENTED = [("no", _("Without")), ("yes", _("Only"))]


FEW = 30  # values that a sentence can name


def not_among(choices, value: str) -> forms.ValidationError:
    """What is said of a value that is no choice: those there are or, where they are many, where to read them."""
    codes = [str(code) for code, _label in choices if code]
    if len(codes) <= FEW:
        said = _("%(value)s is not one of the values: %(values)s.")
    else:
        said = _("%(value)s is not one of the values, which the documentation lists: %(address)s")
    address = f"{settings.SITE_URL}{reverse('data:docs')}"
    return forms.ValidationError(
        said, code="invalid_choice", params={"value": value, "values": ", ".join(codes), "address": address}
    )


class Options(forms.SelectMultiple):
    """A select of one line that grows when the question names several values; quick for 250 countries."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(value or [])
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            [("", "", _("Any")), *((key, self.marked(key in chosen), label) for key, label in self.choices)],
        )
        several = mark_safe(' multiple size="6"') if len(chosen) > 1 else ""
        described = (attrs or {}).get("aria-describedby")
        error = format_html(' aria-invalid="true" aria-describedby="{}"', described) if described else ""
        return format_html(
            '<select name="{}" id="{}"{}{}>{}</select>', name, (attrs or {}).get("id", ""), several, error, options
        )

    @staticmethod
    def marked(chosen: bool):
        return mark_safe(" selected") if chosen else ""


class ManyField(forms.MultipleChoiceField):
    """Any number of values of a list; empty ones do not count."""

    widget = Options

    def to_python(self, value):
        return [item for item in super().to_python(value) if item]

    def validate(self, value):
        for item in value:
            if not self.valid_value(item):
                raise not_among(self.choices, item)


class ManyFilter(django_filters.Filter):
    """A repeatable parameter; `choices` may be a function, asked at most once for each question, when it matters.

    Without a `method`, it finds the rows whose column has one of the values.
    """

    field_class = ManyField

    def __init__(self, field_name=None, lookup_expr="in", **options):
        super().__init__(field_name, lookup_expr, **options)

    @property
    def field(self):
        if callable(self.extra["choices"]) and not hasattr(self, "_field"):
            self.extra["choices"] = cache(self.extra["choices"])
        return super().field


def readable(text: str) -> None:
    """Raise ValidationError where a NUL stood."""
    if UNREADABLE in text:
        raise forms.ValidationError(ProhibitNullCharactersValidator.message, code=ProhibitNullCharactersValidator.code)


class OrderField(django_filters.fields.ChoiceField):
    """One value of a list, or none."""

    def validate(self, value):
        if value and not self.valid_value(value):
            raise not_among(self.choices, value)


class OrderFilter(django_filters.ChoiceFilter):
    field_class = OrderField


class IdsField(forms.Field):
    """Public keys of records, as many as the parameter is repeated. An unknown one finds nothing."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value):
        return [item for item in value or [] if item]

    def validate(self, value):
        for item in value:
            readable(item)
            if len(item) > 200:
                raise forms.ValidationError(_("Too long."), code="max_length")


class IdsFilter(django_filters.Filter):
    field_class = IdsField


class DayInput(forms.DateInput):
    """A date box; what is no day is shown back as it was typed, which a date box cannot."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        context["widget"]["type"] = "text" if shown and not is_day(shown) else "date"
        return context


def is_day(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class IsoDayField(forms.DateField):
    """A day as `2015-06-30`; `2015-6-30`, which Python would read too, is a bad value."""

    default_error_messages = {"invalid": _("Enter a day as year, month and day, such as 2015-06-30.")}

    def to_python(self, value):
        if value and not is_day(value):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class IsoDayFilter(django_filters.DateFilter):
    field_class = IsoDayField


def iso_day(**options) -> IsoDayFilter:
    return IsoDayFilter(
        input_formats=["%Y-%m-%d"],
        widget=DayInput(format="%Y-%m-%d"),
        **options,
    )


class YearField(forms.IntegerField):
    """Four digits, and none of the other ways in which Python reads a number: `2_015`, `+2015`, `2015.0`, `02015`."""

    def to_python(self, value):
        if value and not (value.isascii() and value.isdigit() and value[0] != "0"):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class YearFilter(django_filters.Filter):
    """A calendar year; outside 1900-2199 it is a bad value."""

    field_class = YearField

    def __init__(self, **options):
        super().__init__(**{"label": _("Year"), "min_value": FIRST_YEAR, "max_value": LAST_YEAR, **options})
