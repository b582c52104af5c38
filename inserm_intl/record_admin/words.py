"""The value of a column in words, as an officer says it: choices by their labels, dates as far as they are known."""

import datetime
import decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Field
from django.utils.formats import date_format, localize
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _

from inserm_intl.days import Precision, shown

from .officers import name_of

NOTHING = "–"


def in_words(field: Field, value, precision: str = Precision.DAY) -> str:
    """Of a column that is no relation. A value that the column no longer allows is said as it is."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, datetime.datetime):
        return date_format(localtime(value) if is_aware(value) else value, "SHORT_DATETIME_FORMAT")
    if isinstance(value, datetime.date):
        return shown(value, precision)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return localize(value) if isinstance(value, int | float | decimal.Decimal) else str(value)


def record_name(record) -> str:
    """A related record by its name, an account by that of the person."""
    if record is None:
        return NOTHING
    return name_of(record) if isinstance(record, AbstractBaseUser) else str(record)
