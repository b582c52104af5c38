"""Columns of dates: known to the day, or only in part."""

import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inserm_intl.days import PartialDateInput, Precision, read

from .columns import Column


class PartialDay(Column):
    """A date as precise as it is known."""

    kind = gettext_lazy("date, month, year or “about 2016”")

    def said(self, value, r):
        return PartialDateInput().format_value(value) or ""

    def cell(self, record, r):
        """A day as a day, so that Excel orders it; what is less precise as a text."""
        value = self.value(record)
        if value and getattr(value, "precision", Precision.DAY) == Precision.DAY:
            return datetime.date(value.year, value.month, value.day)
        return self.stored(record, r)

    def keep(self, record):
        day = getattr(record, self.name)
        return day and [day.isoformat(), getattr(record, f"{self.name}_precision")]

    def restore(self, record, kept):
        day, precision = kept or (None, Precision.DAY)
        setattr(record, self.name, self.field.to_python(day))
        setattr(record, f"{self.name}_precision", precision)


class Day(PartialDay):
    """A date known to the day."""

    kind = gettext_lazy("date")

    def read(self, text, r, line, record):
        if not text.strip():
            return None
        day = read(text)
        if day.precision != Precision.DAY:
            raise ValidationError(_("Type a whole date, such as 31/12/2015."))
        return day

    def keep(self, record):
        return Column.keep(self, record)

    def restore(self, record, kept):
        Column.restore(self, record, kept)
