"""Who invented records are made of: the units and institutions of the demonstration, entered where there are none."""

import datetime
import json

from django.conf import settings
from django.core import serializers

from partners.models import Institution, ResearchUnit

DEMONSTRATION = settings.BASE_DIR / "fixtures" / "demo.json"


def invented_units() -> list[ResearchUnit]:
    return list(invented(ResearchUnit).order_by("code", "pk"))


def invented_institutions() -> list[Institution]:
    """The published ones, with their countries."""
    institutions = invented(Institution).filter(published=True)
    return list(institutions.select_related("country__subregion").order_by("slug"))


def invented(model):
    rows = model.objects.filter(invented=True)
    if not rows.exists():
        enter(model)
    return rows


def enter(model) -> None:
    """Enter the demonstration's rows of a noun."""
    rows = [row for row in json.loads(DEMONSTRATION.read_text()) if row["model"] == model._meta.label_lower]
    for row in serializers.deserialize("json", json.dumps(rows)):
        row.object.save()


def valid(rows, year: int) -> list:
    """Those of the units or fields that were there on a day of the year."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    return [
        row
        for row in rows
        if (row.valid_from is None or row.valid_from <= last) and (row.valid_until is None or row.valid_until >= first)
    ]
