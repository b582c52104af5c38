"""Slips by which feeds, calendars, sitemaps and data tell what is private."""

from django.db.models import Max

from agreements.calendar import CallsCalendar
from agreements.feeds import AgreementsFeed, moment
from agreements.filters import CallFilterSet
from agreements.models import Agreement
from inserm_intl.models import Page
from inserm_intl.open_data.files import xlsx_files
from inserm_intl.open_data.nouns import Noun
from inserm_intl.open_data.views import Answer
from inserm_intl.pages.sitemap import SECTIONS
from partners.models import Cooperation, Institution, KeyFigure
from tests import leaking

from .slip import leak


@leak("a feed that a stage brings up to date", "/_/feeds/agreements")
def date_entries_by_stages(patch):
    entry = AgreementsFeed.entry

    def told(self, question, agreement):
        last = agreement.stages.aggregate(last=Max("since"))["last"]
        return {**entry(self, question, agreement), **({"updateddate": moment(last)} if last else {})}

    patch.setattr(AgreementsFeed, "entry", told)


@leak("calls of private programmes in the calendar", "/_/feeds/calls")
def put_every_call_in_the_calendar(patch):
    def opened(self, rows):
        return rows.filter(published=True).with_address().with_state(self.day)

    patch.setattr(CallFilterSet, "open_to", opened)
    patch.setattr(CallsCalendar, "described", lambda _self, _call: "")


@leak("an event that is as new as its last save", "/_/feeds/calls")
def number_events_by_version(patch):
    event = CallsCalendar.event

    def told(self, question, call):
        made = event(self, question, call)
        made.add("sequence", call.version)
        return made

    patch.setattr(CallsCalendar, "event", told)


@leak("an unpublished page in the sitemap", "/sitemap")
def list_every_page(patch):
    patch.setattr(SECTIONS["pages"], "keys", lambda: Page.objects.order_by("slug").values_list("slug"), raising=False)


@leak("a tag made of how often rows were saved", "/api/v1/")
def tag_by_versions(patch):
    get = Answer.get

    def tagged(self, request, noun):
        response = get(self, request, noun)
        saved = [model.objects.aggregate(last=Max("version"))["last"] for model in (Institution, Cooperation)]
        response["ETag"] = f'"{saved}-{KeyFigure.objects.count()}"'
        return response

    patch.setattr(Answer, "get", tagged)


@leak("a draft at an address of data", r"/api/v1/agreements/[^?]")
def open_every_agreement(patch):
    record = Noun.record

    def told(self, question, key):
        if self.name == "agreements":
            question.open_to = lambda rows: rows
        return record(self, question, key)

    patch.setattr(Noun, "record", told)


@leak("a note in a workbook", "/api/v1/.*xlsx")
def write_notes_in_a_workbook(patch):
    facts = xlsx_files.facts

    def told(noun, question):
        yield from facts(noun, question)
        yield "Last note", Agreement.objects.aggregate(last=Max("internal_note"))["last"]

    patch.setattr(xlsx_files, "facts", told)


leak("a count of all rows in data", "/api/v1/")(leaking.number_the_answer_by_all_rows)
leak("kin that is not public, in data", "/api/v1/partners")(leaking.LEAKS["kin that is not public"][1])
leak("parties that are not public, in data", "/api/v1/agreements")(leaking.LEAKS["parties that are not public"][1])
