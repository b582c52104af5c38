"""The words for what a report holds as codes."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.life import TERMINATED, State
from inserm_intl.days import shown

from .movements import Movement

MOVEMENTS = {
    Movement.ENTERED: gettext_lazy("Entered into force"),
    Movement.TAKING_OVER: gettext_lazy("Took over from the agreement it renews"),
    Movement.LEFT: gettext_lazy("No longer in force"),
    Movement.HANDED_OVER: gettext_lazy("Renewed by another agreement"),
    Movement.EXTENDED: gettext_lazy("Extended or renewed automatically"),
    Movement.STAYED: gettext_lazy("In force on both days"),
    Movement.PASSED: gettext_lazy("Entered and left in between"),
}
HOW = {
    "new": gettext_lazy("new"),
    "resumed": gettext_lazy("resumed"),
    "renews": gettext_lazy("renews %(by)s"),
    "renewed-by": gettext_lazy("renewed by %(by)s"),
    "extension": gettext_lazy("amendment %(by)s"),
    "tacit": gettext_lazy("automatic renewal"),
    TERMINATED: gettext_lazy("ended early"),
    State.ENDED: gettext_lazy("ended"),
    State.SUSPENDED: gettext_lazy("suspended"),
    State.UNKNOWN: gettext_lazy("end date not known"),
}
COLUMNS = {
    "reference": gettext_lazy("reference"),
    "title": gettext_lazy("title"),
    "instrument": gettext_lazy("type"),
    "partners": gettext_lazy("partners"),
    "countries": gettext_lazy("partner countries"),
    "movement": gettext_lazy("movement"),
    "how": gettext_lazy("how"),
    "first_day": gettext_lazy("first day"),
    "last_day": gettext_lazy("last day"),
    "invented": gettext_lazy("invented"),
    "country": gettext_lazy("country or territory"),
    "year": gettext_lazy("year"),
    "currency": gettext_lazy("currency"),
    "french": gettext_lazy("French side, amount"),
    "partner": gettext_lazy("partner’s side, amount"),
    "french_months": gettext_lazy("French side, researcher-months"),
    "partner_months": gettext_lazy("partner’s side, researcher-months"),
    "agreements": gettext_lazy("agreements"),
    "kind": gettext_lazy("kind"),
    "starts_on": gettext_lazy("first day"),
}


def day(row: dict, name: str) -> str:
    """A day of a row, as precisely as it was known."""
    text = row[name]
    return shown(datetime.date.fromisoformat(text), row.get(f"{name}_precision", "day")) if text else ""


def how(row: dict) -> str:
    """ "renewed by LIA-2025-002, 30 June 2025"; of another agreement out of sight, not which."""
    said = str(HOW.get(row["how"], ""))
    if "%(by)s" in said:
        said = said % {"by": row["by"] or _("a restricted agreement")}
    return ", ".join(filter(None, [said, day(row, "on")]))
