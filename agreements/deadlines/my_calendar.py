"""An officer's open deadlines as a calendar (iCalendar, RFC 5545), at a secret address that can be revoked.

No password is asked, so the officer's rights are asked at every request: whoever has left reads nothing
from that minute on. Whole days, in no time zone; they leave the day free.
"""

import datetime

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from icalendar import Calendar, Event, Timezone, vDuration

from agreements.models import Deadline
from inserm_intl.days import ONE_DAY, today
from inserm_intl.preferences import Preferences
from inserm_intl.structured import absolute
from inserm_intl.subscriptions import language, lasting_id, marked, plain_text

EVERY_HOUR = datetime.timedelta(hours=1)


@cache_control(private=True, no_store=True)
def my_calendar(request, token):
    preferences = Preferences.objects.of_token(token)
    if preferences is None or not may_read(preferences.user):
        raise Http404
    with override(preferences.language):
        body = calendar_of(preferences.user).to_ical()
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["X-Robots-Tag"] = "noindex, nofollow"
    answer["Content-Language"] = preferences.language
    return answer


def may_read(user) -> bool:
    """A permission is never that of an account which is not active."""
    return user.is_staff and user.has_perm("agreements.view_deadline")


def calendar_of(user) -> Calendar:
    calendar = Calendar.new(
        name=f"{_('My deadlines')} – {_('International cooperation register')}",
        prodid=f"-//Inserm International//Deadlines//{language().upper()}",
        uid=str(lasting_id("deadlines of", user.username)),
    )
    calendar.add("refresh-interval", EVERY_HOUR, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(EVERY_HOUR))
    for deadline in Deadline.objects.open().of(user).seen_by(user).told():
        calendar.add_component(event(deadline))
    if not calendar.events:
        # A calendar must hold something: RFC 5545, 3.6.
        calendar.add_component(Timezone.from_tzid("UTC"))
    return calendar


def event(deadline) -> Event:
    made = Event.new(
        uid=str(lasting_id("deadline", deadline.code)),
        stamp=datetime.datetime.combine(today(), datetime.time(), datetime.UTC),
        start=deadline.due_on,
        end=deadline.due_on + ONE_DAY,
        summary=marked(deadline.heading, deadline),
        description=plain_text(deadline.internal_note) or None,
        url=absolute(deadline.admin_url),
        sequence=deadline.version,
    )
    made.add("transp", "TRANSPARENT")
    return made
