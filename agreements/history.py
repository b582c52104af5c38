"""What happened with a country, in order: its agreements begin and end, missions and seminars lead on."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from inserm_intl.days import shown
from inserm_intl.templatetags.texts import in_language, told

from .models.activity import ActivityKind
from .timeline import Event

MOST = 100
TELLING = [ActivityKind.MISSION, ActivityKind.SEMINAR]


def history(agreements, activities, day) -> list[Event]:
    """Events of public agreements and activities, oldest first: of each at most the hundred first.

    What lies after the day asked about is `future`.
    """
    begun = agreements.exclude(first_day=None).order_by("first_day", "reference")[:MOST]
    telling = activities.filter(kind__in=TELLING).order_by("starts_on", "reference")[:MOST]
    events = [event for agreement in begun for event in (*beginning(agreement), *ending(agreement))]
    events += [gathering(activity) for activity in telling]
    for event in events:
        event.future = event.iso > day.isoformat()
    return sorted(events, key=lambda event: event.iso)


def beginning(agreement):
    name = in_language(*told(agreement, "title"))
    yield Event(
        "start",
        agreement.first_day.isoformat(),
        shown(agreement.first_day, agreement.first_day_precision),
        format_html("{} {}", agreement.reference, name),
        invented(agreement),
        agreement.get_absolute_url(),
    )


def ending(agreement):
    if agreement.last_day:
        when = shown(agreement.last_day, agreement.last_day_precision)
        title = _("End of %(reference)s") % {"reference": agreement.reference}
        yield Event("end", agreement.last_day.isoformat(), when, title, "", agreement.get_absolute_url())


def gathering(activity) -> Event:
    return Event(
        "visit",
        activity.starts_on.isoformat(),
        shown(activity.starts_on, activity.starts_on_precision),
        in_language(*told(activity, "title")),
        " · ".join(filter(None, [activity.get_kind_display(), invented(activity)])),
        activity.get_absolute_url(),
    )


def invented(record) -> str:
    return _("invented") if record.invented else ""
