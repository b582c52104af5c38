"""Days as a register knows them: today in Paris, calendar months, and dates known only in part."""

import calendar
import datetime
import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

ONE_DAY = datetime.timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 1900, 2199


def today() -> datetime.date:
    """Return the current day in Paris (settings.TIME_ZONE), wherever the server stands."""
    return timezone.localdate()


def add_months(day: datetime.date, months: int) -> datetime.date | None:
    """Return the same day of the month, `months` later, clipped to the month's last day.

    31 January plus one month is the 28 or 29 February. None beyond the calendar's year 9999.
    """
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if year > datetime.MAXYEAR:
        return None
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class Precision(models.TextChoices):
    """How much of a stored date is known. `about` is a year that may be off by a few."""

    DAY = "day", gettext_lazy("day")
    MONTH = "month", gettext_lazy("month")
    YEAR = "year", gettext_lazy("year")
    ABOUT = "about", gettext_lazy("about")

    @classmethod
    def field(cls) -> models.CharField:
        return models.CharField(
            gettext_lazy("precision"), max_length=5, choices=cls.choices, default=cls.DAY, editable=False
        )


class PartialDay(datetime.date):
    """A date that remembers how precisely it is known."""

    precision: str = Precision.DAY

    @classmethod
    def of(cls, day: datetime.date, precision: str) -> "PartialDay":
        partial = cls(day.year, day.month, day.day)
        partial.precision = precision
        return partial


def shown(day: datetime.date | None, precision: str = Precision.DAY) -> str:
    """Return a date at its own precision, in the current language: "novembre 2016", "about 2000"."""
    if day is None:
        return ""
    if precision == Precision.ABOUT:
        return pgettext("a year that may be off by a few", "about %(year)s") % {"year": day.year}
    if precision == Precision.YEAR:
        return str(day.year)
    if precision == Precision.MONTH:
        return date_format(day, "YEAR_MONTH_FORMAT")
    told = date_format(day, "DATE_FORMAT")
    return f"1er{told[1:]}" if day.day == 1 and get_language() == "fr" else told


def as_known(day: datetime.date, precision: str, *, end: bool = False) -> PartialDay:
    """Return a day worked out from one of that precision, no vaguer than a stored day may be.

    48 months from "2016" end with "2019"; 18 months from "2016" end with "June 2017".
    """
    edge_of_month = (day + ONE_DAY if end else day).day == 1
    edge_of_year = edge_of_month and day.month == (12 if end else 1)
    if precision == Precision.DAY or not edge_of_month:
        return PartialDay.of(day, Precision.DAY)
    return PartialDay.of(day, precision if edge_of_year else Precision.MONTH)


DAY_FIRST = re.compile(r"(?:(?:(\d{1,2})[/. -])?(\d{1,2})[/. -])?(\d{4})$")
ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$")
ABOUT = re.compile(r"(?:v\.|vers|ca?\.|circa|about|hacia|env\.|environ|~)\s*(\d{4})$")


def read(text: str, *, end: bool = False) -> PartialDay:
    """Read a date as an officer types it: 2016, 11/2016, 2016-11, 1/11/2016, 2016-11-01, vers 2000.

    A month or a year stands for its first day, or its last where `end` is true.
    Raises ValidationError for anything else, and for years outside 1900-2199.
    """
    text = text.strip().casefold()
    if found := ABOUT.match(text):
        year, month, day, precision = found[1], None, None, Precision.ABOUT
    elif found := ISO.match(text):
        year, month, day, precision = found[1], found[2], found[3], Precision.DAY
    elif found := DAY_FIRST.match(text):
        year, month, day, precision = found[3], found[2], found[1], Precision.DAY
    else:
        raise ValidationError(_("Type a date such as 2016, 11/2016, 01/11/2016 or “about 2016”."), code="invalid")
    if precision == Precision.DAY and not day:
        precision = Precision.MONTH if month else Precision.YEAR
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValidationError(
            _("The year must lie between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR},
            code="invalid",
        )
    number = int(month or (12 if end else 1))
    try:
        last = calendar.monthrange(int(year), number)[1]
        value = datetime.date(int(year), number, int(day or (last if end else 1)))
    except (ValueError, calendar.IllegalMonthError):
        raise ValidationError(_("There is no such day: %(text)s.") % {"text": text}, code="invalid") from None
    return PartialDay.of(value, precision)


class PartialDateInput(forms.TextInput):
    """One text box for a date of any precision."""

    def format_value(self, value):
        if not isinstance(value, datetime.date):
            return value
        precision = getattr(value, "precision", Precision.DAY)
        if precision == Precision.ABOUT:
            return shown(value, precision)
        return value.strftime({"month": "%m/%Y", "year": "%Y"}.get(precision, "%d/%m/%Y"))


class PartialDateFormField(forms.Field):
    widget = PartialDateInput

    def __init__(self, *, end=False, **options):
        self.end = end
        super().__init__(**options)

    def to_python(self, value):
        if isinstance(value, datetime.date):
            return value
        return read(value, end=self.end) if value and value.strip() else None

    def has_changed(self, initial, data):
        try:
            return self.widget.format_value(initial) != self.widget.format_value(self.to_python(data))
        except ValidationError:
            return True


class PartialDateField(models.DateField):
    """A date column with a sibling `<name>_precision`, entered in one text box.

    Stored as the first day of what is known, or as the last where `end` is true (the end of an
    agreement known to end in 2019 is 2019-12-31).
    """

    def __init__(self, *args, end: bool = False, **options):
        self.end = end
        super().__init__(*args, **options)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, **({"end": True} if self.end else {})}

    def formfield(self, **options):
        options.pop("widget", None)
        options.pop("form_class", None)
        return super().formfield(form_class=PartialDateFormField, end=self.end, **options)

    def value_from_object(self, instance):
        day = super().value_from_object(instance)
        return day and PartialDay.of(day, getattr(instance, f"{self.name}_precision"))

    def save_form_data(self, instance, data):
        setattr(instance, self.name, data)
        setattr(instance, f"{self.name}_precision", getattr(data, "precision", Precision.DAY))

    def shown(self, instance) -> str:
        return shown(getattr(instance, self.name), getattr(instance, f"{self.name}_precision"))


def agrees_with_precision(name: str, *, end: bool = False) -> models.Q:
    """The stored day is the edge of what is known: a year's 1 January, or 31 December for an end."""
    month, day = (12, 31) if end else (1, 1)
    whole_year = models.Q(**{f"{name}_precision__in": [Precision.YEAR, Precision.ABOUT]})
    edge_of_year = models.Q(**{f"{name}__month": month, f"{name}__day": day})
    last_of_month = (
        models.Q(**{f"{name}__day": 31})
        | models.Q(**{f"{name}__day": 30, f"{name}__month__in": [4, 6, 9, 11]})
        | models.Q(**{f"{name}__day__gte": 28, f"{name}__month": 2})
    )
    edge_of_month = last_of_month if end else models.Q(**{f"{name}__day": 1})
    return (
        models.Q(**{f"{name}__isnull": True})
        | models.Q(**{f"{name}_precision": Precision.DAY})
        | (models.Q(**{f"{name}_precision": Precision.MONTH}) & edge_of_month)
        | (whole_year & edge_of_year)
    )
