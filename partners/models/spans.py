"""What lasts from a day to a day: both included, an empty one is open."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def covers(on) -> Q:
    """`since` to `until` holds the day; both days included, an empty one is open."""
    return (Q(since=None) | Q(since__lte=on)) & (Q(until=None) | Q(until__gte=on))


def in_order() -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
        name="%(class)s_until_after_since",
        violation_error_code="until",
        violation_error_message=_("The last day comes before the first."),
    )


def once(name: str, fields: list[str], since: str, speaks_at: str) -> list[models.UniqueConstraint]:
    """The fields are unique with a start day that may be empty, on databases that hold NULLs distinct."""
    told: dict[str, Any] = {
        "violation_error_code": speaks_at,
        "violation_error_message": _("There is already one that begins on that day."),
    }
    return [
        models.UniqueConstraint(fields=[*fields, since], name=name, **told),
        models.UniqueConstraint(fields=fields, condition=Q(**{since: None}), name=f"{name}_always", **told),
    ]
