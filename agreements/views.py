"""The public pages of agreements, exchange programmes, activities and types of cooperation."""

from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy, ngettext

from inserm_intl.answers import ListPage, RecordPage, Related
from inserm_intl.numbers import number
from partners.models import Institution
from partners.views import counts_invented_agreements

from .feeds import AgreementsFeed
from .filters import ActivityFilterSet, AgreementFilterSet, InstrumentFilterSet, ProgrammeFilterSet
from .lineage import lineage
from .models import Activity, Agreement, Call, Document, ExchangeProgramme, Instrument
from .structured import event
from .timeline import bar, timeline


def public_institutions(day):
    return Prefetch(
        "institutions", Institution.objects.public(day).select_related("country"), to_attr="shown_institutions"
    )


class Agreements(ListPage):
    filterset = AgreementFilterSet
    template_name = "agreements/agreements.html"
    heading = gettext_lazy("Agreements")
    lede = gettext_lazy(
        "What was agreed with partners abroad: associated laboratories, research groups, framework agreements."
    )

    def shown(self, rows, question):
        return rows.shown(question.day)

    def counted(self, count):
        return ngettext("%(count)s agreement", "%(count)s agreements", count) % {"count": number(count)}

    def formats(self, question):
        return [*super().formats(question), AgreementsFeed.offered(question)]


class AgreementPage(RecordPage):
    model = Agreement
    template_name = "agreements/agreement.html"

    def shown(self, rows, day, *, draft):
        return rows.with_details(day, draft=draft)

    def facts(self, record, day, *, draft):
        others = Agreement.objects.public(day)
        kin = list(others.filter(Q(pk__in=[record.parent_id, record.predecessor_id]) | Q(predecessor=record)))
        activities = Activity.objects.public(day).shown()
        return {
            "parties": record.shown_parties,
            "laboratories": any(party.laboratory for party in record.shown_parties),
            "bar": bar(record.life, day),
            "timeline": timeline(record, kin, day),
            "framework": next((other for other in kin if other.pk == record.parent_id), None),
            "implementing": Related.of(others.filter(parent=record).with_state(day)),
            "programmes": Related.of(ExchangeProgramme.objects.public(day).filter(agreement=record)),
            "activities": Related.of(activities.filter(agreement=record)),
            "documents": Document.objects.public(day).filter(agreement=record).order_by("uploaded_at", "pk"),
            "lineage": lineage(record, day),
        }


class Programmes(ListPage):
    filterset = ProgrammeFilterSet
    template_name = "agreements/programmes.html"
    heading = gettext_lazy("Exchanges and calls")
    lede = gettext_lazy("Who may go where, for how long, how to apply and by when.")

    def shown(self, rows, question):
        calls = Call.objects.public(question.day).open_on(question.day)
        return rows.prefetch_related(public_institutions(question.day), Prefetch("calls", calls, to_attr="open_calls"))

    def counted(self, count):
        return ngettext("%(count)s programme", "%(count)s programmes", count) % {"count": number(count)}


class ProgrammePage(RecordPage):
    model = ExchangeProgramme
    template_name = "agreements/programme.html"

    def facts(self, record, day, *, draft):
        calls = (Call.objects.all() if draft else Call.objects.public(day)).filter(programme=record)
        calls = list(calls.with_state(day).select_related("programme").order_by("closes_at", "pk"))
        to_come = [call for call in calls if not call.has_closed]
        return {
            "calls_to_come": to_come,
            "open_calls": [call for call in calls if call.is_open],
            "past_calls": [call for call in reversed(calls) if call.has_closed],
            "agreement": Agreement.objects.public(day).shown(day).filter(pk=record.agreement_id).first(),
            "institutions": Institution.objects.public(day).filter(programmes=record).select_related("country"),
            "activities": Related.of(
                Activity.objects.public(day).shown().filter(programme=record),
                "agreements:activities",
                day,
                programme=record.slug,
            ),
        }


class Activities(ListPage):
    filterset = ActivityFilterSet
    template_name = "agreements/activities.html"
    heading = gettext_lazy("Visits, seminars, stays")
    lede = gettext_lazy("What happens under the agreements, or leads to one.")

    def shown(self, rows, question):
        return rows.shown()

    def counted(self, count):
        return ngettext("%(count)s activity", "%(count)s activities", count) % {"count": number(count)}


class ActivityPage(RecordPage):
    model = Activity
    template_name = "agreements/activity.html"

    def shown(self, rows, day, *, draft):
        return rows.shown().prefetch_related("themes")

    def facts(self, record, day, *, draft):
        return {
            "agreement": Agreement.objects.public(day).filter(pk=record.agreement_id).first(),
            "programme": ExchangeProgramme.objects.public(day).filter(pk=record.programme_id).first(),
            "institutions": Institution.objects.public(day).filter(activities=record).select_related("country"),
            "lineage": lineage(record, day),
        }

    def structured(self, record, facts):
        return event(record, facts["institutions"])


class Instruments(ListPage):
    filterset = InstrumentFilterSet
    template_name = "agreements/instruments.html"
    heading = gettext_lazy("Types of cooperation")
    lede = gettext_lazy("What a LIEN, a LIA or a GDRI is, and what is agreed under each.")
    page_size = 100

    def shown(self, rows, question):
        """With the number of agreements in force on the day."""
        return rows.annotate(agreement_count=question.in_force)

    def counts_invented(self, question):
        return counts_invented_agreements(question)

    def counted(self, count):
        return ngettext("%(count)s type of cooperation", "%(count)s types of cooperation", count) % {
            "count": number(count)
        }


class InstrumentPage(RecordPage):
    model = Instrument
    template_name = "agreements/instrument.html"

    def shown(self, rows, day, *, draft):
        return rows.select_related("successor")

    def facts(self, record, day, *, draft):
        agreements = Agreement.objects.public(day).filter(instrument=record)
        return {
            "agreements": Related.of(
                agreements.shown(day).running_first(day), "agreements:agreements", day, instrument=record.code
            ),
            "successor": record.successor,
        }
