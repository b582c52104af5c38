"""What a type of cooperation expects, told to the officer before anything is typed."""

from django.utils.translation import gettext as _

from agreements.models import Instrument
from inserm_intl.days import ONE_DAY, add_months, shown


def between(label: str, least, most) -> str:
    told = {"label": label, "least": least, "most": most}
    if least is not None and least == most:
        return _("%(label)s: %(least)s") % told
    if least is not None and most is not None:
        return _("%(label)s: %(least)s to %(most)s") % told
    if least is not None:
        return _("%(label)s: at least %(least)s") % told
    return _("%(label)s: at most %(most)s") % told if most is not None else ""


def expected(instrument: Instrument) -> str:
    """One line: "sides: 2 · parties: at least 2 · usual duration: 48 months · renewals: at most 1"."""
    months = instrument.default_months
    told = [
        between(_("sides"), instrument.sides_expected, instrument.sides_expected),
        between(_("parties"), instrument.parties_min, instrument.parties_max),
        between(_("countries"), instrument.countries_min, instrument.countries_max),
        between(_("laboratories"), instrument.laboratories_min, instrument.laboratories_max),
        _("usual duration: %(months)s months") % {"months": months} if months else "",
        between(_("renewals"), None, instrument.renewals_max),
    ]
    return " · ".join(filter(None, told)) or _("nothing in particular")


def proposed_end(agreement) -> str:
    """The last day that the usual duration gives, as precise as the first; empty where either is not known."""
    start, months = agreement.effective_on or agreement.first_day, agreement.instrument.default_months
    following = add_months(start, months) if start and months else None
    if following is None:
        return ""
    precision = agreement.effective_on_precision if agreement.effective_on else agreement.first_day_precision
    day = shown(following - ONE_DAY, precision)
    return _("The usual duration of %(months)s months ends with: %(day)s.") % {"months": months, "day": day}
