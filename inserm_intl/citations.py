"""How to cite what a page says, so that whoever reads it later finds the same."""

import datetime

from django.utils.translation import gettext as _

from .days import shown, today


def citation(what: str, day: datetime.date, address: str) -> str:
    """What it is, of which day, read when and where; the address names the day."""
    return _("%(site)s, “%(figure)s”, as of %(day)s, read on %(today)s: %(address)s") % {
        "site": _("International cooperation register (demonstration)"),
        "figure": what,
        "day": shown(day),
        "today": shown(today()),
        "address": address,
    }
