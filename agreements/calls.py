"""The public pages of calls for applications: the list of all, past ones too, and one call."""

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from inserm_intl.answers import ListPage, RecordPage
from inserm_intl.numbers import number
from inserm_intl.questions import of_day
from partners.models import Institution

from .calendar import CallsCalendar
from .filters import CallFilterSet
from .models import Call
from .models.call import CallState
from .structured import offer


class Calls(ListPage):
    filterset = CallFilterSet
    template_name = "agreements/calls.html"
    heading = gettext_lazy("Calls for applications")
    lede = gettext_lazy("Open calls first, the next to close at the top; then those announced, then those closed.")

    def shown(self, rows, question):
        return rows.shown(question.day)

    def counted(self, count):
        return ngettext("%(count)s call", "%(count)s calls", count) % {"count": number(count)}

    def formats(self, question):
        return [*super().formats(question), CallsCalendar.offered(question)]


class CallPage(RecordPage):
    model = Call
    template_name = "agreements/call.html"

    def shown(self, rows, day, *, draft):
        return rows.with_state(day).select_related("programme")

    def facts(self, record, day, *, draft):
        programme = record.programme
        others = Call.objects.public(day).filter(programme=programme).exclude(pk=record.pk).with_state(day)
        others = others.exclude(state=CallState.CLOSED).select_related("programme")
        return {
            "programme": programme,
            "how": record if record.how_to_apply else programme,
            "institutions": Institution.objects.public(day).filter(programmes=programme).select_related("country"),
            "other_calls": others.order_by("closes_at", "pk"),
            "calendar": "" if draft else self.closing_in_a_calendar(record, day),
        }

    @staticmethod
    def closing_in_a_calendar(record, day) -> str:
        return reverse(CallsCalendar.name) + of_day(day, id=f"{record.programme.slug}/{record.slug}")

    def structured(self, record, facts):
        return offer(record)
