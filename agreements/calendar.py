"""Calls for applications as a calendar (iCalendar, RFC 5545): one event for each, at the minute it closes.

The minute is written in UTC, the one form that every program reads alike and shows on its owner's own
clock; the description says it on the clock of the call. An event has no length and leaves its hour free.
DTSTAMP, where there is no METHOD, is the moment at which the facts were last revised. That of a private
edit is nobody's business: it is the day asked about, as of which the calendar says what it says.
"""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from icalendar import Calendar, Event, Timezone, vDuration

from inserm_intl.days import shown, today
from inserm_intl.subscriptions import Subscription, language, lasting_id, marked, plain_text
from inserm_intl.templatetags.texts import moment, told

from .filters import CallFilterSet

ONCE_A_DAY = datetime.timedelta(days=1)


class CallsCalendar(Subscription):
    filterset = CallFilterSet
    name = "agreements:calendar"
    list_name = "agreements:calls"
    label = gettext_lazy("Calendar (iCalendar)")
    media_type = "text/calendar"
    use = gettext_lazy("to follow in a calendar")

    def answer(self, question):
        title = f"{_('Calls for applications')} – {_('International cooperation register')}"
        calendar = Calendar.new(
            name=title,
            prodid=f"-//Inserm International//Calls//{language().upper()}",
            uid=self.lasting_id(question),
            description=self.narrowed(question) or None,
            url=self.list_url(question),
        )
        calendar.add("source", self.url(question), {"VALUE": "URI"})
        calendar.add("refresh-interval", ONCE_A_DAY, {"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(ONCE_A_DAY))
        for call in question.qs.select_related("programme"):
            calendar.add_component(self.event(question, call))
        if not calendar.events:
            # A calendar must hold something: RFC 5545, 3.6.
            calendar.add_component(Timezone.from_tzid("UTC"))
        return calendar.to_ical()

    def event(self, question, call) -> Event:
        title, spoken = told(call, "title")
        event = Event.new(
            uid=str(lasting_id("call", call.programme.slug, call.slug)),
            stamp=datetime.datetime.combine(min(question.day, today()), datetime.time(), datetime.UTC),
            start=call.closes_at.astimezone(datetime.UTC),
            url=self.record_url(question, call),
            description=plain_text(self.described(call)),
        )
        event.add("summary", marked(_("Closes: %(call)s") % {"call": title}, call), {"LANGUAGE": spoken})
        event.add("transp", "TRANSPARENT")
        return event

    def described(self, call) -> str:
        said = [
            _("Demonstration data: this record is invented.") if call.invented else "",
            told(call.programme, "title")[0],
            f"{_('Opens')} {shown(call.opens_on)}",
            f"{_('Closes')} {moment(call.closing)} ({call.clock}, {call.time_zone})",
            told(call, "funding")[0],
        ]
        return "\n".join(part for part in said if part)
