"""By whose clock a time is told: "17:00, Tokyo time", "17 h, heure de Tokyo"."""

import datetime

from django.utils.formats import time_format
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

# Where a reader writes the city otherwise than the time zone does.
CITIES = {
    "Africa/Johannesburg": gettext_lazy("Johannesburg"),
    "Africa/Tunis": gettext_lazy("Tunis"),
    "America/Mexico_City": gettext_lazy("Mexico City"),
    "America/New_York": gettext_lazy("New York"),
    "America/Sao_Paulo": gettext_lazy("São Paulo"),
    "Asia/Beirut": gettext_lazy("Beirut"),
    "Asia/Jerusalem": gettext_lazy("Jerusalem"),
    "Asia/Kolkata": gettext_lazy("Kolkata"),
    "Asia/Seoul": gettext_lazy("Seoul"),
    "Asia/Shanghai": gettext_lazy("Shanghai"),
    "Asia/Singapore": gettext_lazy("Singapore"),
    "Asia/Taipei": gettext_lazy("Taipei"),
    "Asia/Tokyo": gettext_lazy("Tokyo"),
    "Australia/Sydney": gettext_lazy("Sydney"),
    "Europe/Berlin": gettext_lazy("Berlin"),
    "Europe/Brussels": gettext_lazy("Brussels"),
    "Europe/Lisbon": gettext_lazy("Lisbon"),
    "Europe/London": gettext_lazy("London"),
    "Europe/Paris": gettext_lazy("Paris"),
    "Europe/Rome": gettext_lazy("Rome"),
}


def clock_of(zone: str) -> str:
    """The clock of a time zone, by the city that it is named for; one named for none keeps its name: UTC."""
    if "/" not in zone:
        return zone
    place = str(CITIES.get(zone, zone.rsplit("/", 1)[-1].replace("_", " ")))
    if place[0] in "AEIOU":
        return pgettext("a city that begins with a vowel", "%(place)s time") % {"place": place}
    return _("%(place)s time") % {"place": place}


def hour(time: datetime.datetime) -> str:
    """The hour and minute as a reader writes them: "17:00"; in French "17 h", "23 h 59"."""
    if get_language() != "fr":
        return time_format(time)
    return f"{time.hour}\N{NO-BREAK SPACE}h" + (f"\N{NO-BREAK SPACE}{time.minute:02}" if time.minute else "")
