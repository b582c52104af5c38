"""An agreement's state on the day asked about, and its dates, as words."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from agreements.life import State
from inserm_intl.days import shown

register = template.Library()


@register.inclusion_tag("includes/state.html")
def state(agreement, day):
    """The sign and words of the day's period; "being revised" is said of what is in force."""
    period = agreement.period_on(day)
    if period is None:
        return {"state": "none", "label": _("No date yet")}
    revised = (
        period.state == State.IN_FORCE and agreement.under_revision_since and agreement.under_revision_since <= day
    )
    label = _("In force, being revised") if revised else period.label
    return {"state": period.state, "label": label, "reason": period.reason, "under_revision": revised}


@register.simple_tag
def span(agreement) -> str:
    """From the first day to the last, at the precisions known: "2016 – 2019", "since 20 April 2012"."""
    if not agreement.first_day:
        return ""
    first = shown(agreement.first_day, agreement.first_day_precision)
    if agreement.last_day:
        return f"{first} – {shown(agreement.last_day, agreement.last_day_precision)}"
    if agreement.open_ended or agreement.ends_on:
        return _("since %(day)s, no fixed end") % {"day": first}
    return pgettext("an agreement's first day; its end is not known", "since %(day)s") % {"day": first}


@register.simple_tag
def between(least: int | None, most: int | None) -> str:
    """What a number may be: "5 to 10", "at most 3", "at least 6", "2"."""
    if least is None:
        return _("at most %(most)s") % {"most": most}
    if most is None:
        return _("at least %(least)s") % {"least": least}
    return str(most) if least == most else _("%(least)s to %(most)s") % {"least": least, "most": most}
