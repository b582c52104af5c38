"""Leaks that somebody may make one day, each another kind: the examples of `make test` must catch every one.

Each is a slip in the site's code, put there for the time of a test; `where` begins the paths on which it could show
(`_` stands for the language), so that not every question needs to be asked again of every one.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Max
from django.shortcuts import redirect
from django.utils.http import http_date
from reversion.models import Revision

from agreements import walk
from agreements.calendar import CallsCalendar
from agreements.feeds import AgreementsFeed, moment
from agreements.filters import ActivityFilterSet, AgreementFilterSet, CallFilterSet
from agreements.models import Activity, Agreement, Document, ExchangeProgramme
from agreements.models.period import PeriodQuerySet
from agreements.views import AgreementPage, Agreements
from inserm_intl.answers import RecordPage, Related
from inserm_intl.models import Page
from inserm_intl.open_data.files import xlsx_files
from inserm_intl.open_data.views import Answer
from inserm_intl.pages.sitemap import SECTIONS
from inserm_intl.pages.world_map import MapFilterSet
from inserm_intl.search.meant import Meant
from partners.filters import CountryFilterSet
from partners.models import Cooperation, Institution, KeyFigure
from partners.models.cooperation import CooperationQuerySet
from partners.models.figure import KeyFigureQuerySet
from partners.views import InstitutionPage
from tests import leaking
from tests.oracle.asking import forget
from tests.oracle.questions import Question


class Mutant(NamedTuple):
    what: str
    where: str
    slip: Callable

    def asked_of(self, asked: list[Question]) -> list[Question]:
        """The questions on whose answers it could show."""
        where = re.compile(self.where.replace("/_/", "/(fr|en|es)/"))
        return [question for question in asked if where.match(question.path)]

    @contextmanager
    def at_work(self) -> Iterator[None]:
        forget()
        with pytest.MonkeyPatch.context() as patch:
            self.slip(patch)
            yield


MUTANTS: list[Mutant] = []


def leak(what: str, where: str):
    def noted(slip):
        MUTANTS.append(Mutant(what, where, slip))
        return slip

    return noted


@leak("a count that counts drafts", "/_/agreements/")
def count_drafts(patch):
    patch.setattr(Agreements, "counted", lambda _self, _count: f"{Agreement.objects.count()} accords")


@leak("a choice that names a private programme", "/_/activities/\\?")
def offer_every_programme(patch):
    every = [(row.slug, row.title) for row in ExchangeProgramme.objects.order_by("slug")]
    patch.setitem(ActivityFilterSet.base_filters["programme"].extra, "choices", every)


@leak("an error that names what could be asked for", "/.*calls.*programme=")
def name_every_programme(patch):
    every = [(slug, slug) for slug in ExchangeProgramme.objects.order_by("slug").values_list("slug", flat=True)]
    patch.setitem(CallFilterSet.base_filters["programme"].extra, "choices", every)


@leak("an error that says that a partner is private", "/_/.*partner=")
def say_that_it_is_private(patch):
    def known(slug):
        found = Institution.objects.at(slug).first()
        if found and not found.published:
            raise ValidationError(f"{found} is not published.")
        return found

    for filterset in (AgreementFilterSet, ActivityFilterSet, CallFilterSet):
        patch.setitem(filterset.base_filters["partner"].extra, "known", known)


leak("an order by what is private", "/.*agreements.*sort=-?title")(leaking.order_by_the_officer)
leak("words found in notes", "/.*agreements.*q=")(leaking.find_words_in_notes)
leak("a filter that asks of drafts", "/.*partners.*instrument=")(leaking.ask_of_any_agreement)


@leak("the second hop: the institution that a public one is part of", "/_/partners/\\w")
def show_any_parent(patch):
    facts = InstitutionPage.facts
    patch.setattr(
        InstitutionPage,
        "facts",
        lambda self, record, day, *, draft: {**facts(self, record, day, draft=draft), "parent": record.parent},
    )


@leak("neighbours: the drafts under a framework", "/_/agreements/\\w")
def show_drafts_of_a_framework(patch):
    facts = AgreementPage.facts

    def told(self, record, day, *, draft):
        implementing = Related.of(Agreement.objects.filter(parent=record).with_state(day))
        return {**facts(self, record, day, draft=draft), "implementing": implementing}

    patch.setattr(AgreementPage, "facts", told)


@leak("what led to what, drafts among it", "/_/a\\w+/\\w")
def walk_over_drafts(patch):
    patch.setattr(walk, "Activity", Walked(Activity))
    patch.setattr(walk, "Agreement", Walked(Agreement))


class Walked:
    """A model whose `public` hides nothing."""

    def __init__(self, model):
        self._meta, self.objects = model._meta, self
        self.public = lambda _on: model.objects.all()


@leak("the stages of a negotiation", "/_/agreements/\\w")
def show_the_negotiation(patch):
    patch.setattr(PeriodQuerySet, "shown", lambda rows, _published: rows)


@leak("a feed that a stage brings up to date", "/_/feeds/agreements")
def date_entries_by_stages(patch):
    entry = AgreementsFeed.entry

    def told(self, question, agreement):
        last = agreement.stages.aggregate(last=Max("since"))["last"]
        return {**entry(self, question, agreement), **({"updateddate": moment(last)} if last else {})}

    patch.setattr(AgreementsFeed, "entry", told)


@leak("calls of private programmes in the calendar", "/_/feeds/calls")
def put_every_call_in_the_calendar(patch):
    patch.setattr(CallFilterSet, "open_to", lambda _self, rows: rows.filter(published=True))
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


@leak("a place on the map", "/_/map/")
def draw_every_institution(patch):
    patch.setattr(
        MapFilterSet,
        "places",
        lambda _self, _countries: Institution.objects.exclude(longitude=None).values_list("longitude", "latitude"),
    )


@leak("a figure of all that was declared", "/.*(key-figures|cooperations)")
def count_all_that_was_declared(patch):
    patch.setattr(CooperationQuerySet, "public", lambda rows, _on=None: rows)
    patch.setattr(KeyFigureQuerySet, "public", lambda rows, _on=None: rows)


@leak("a figure kept from when drafts were counted", "/_/(map/|countries/|)(\\?|$)")
def keep_a_figure(patch):
    tallies = CountryFilterSet.tallies.func

    def count_all():
        counted = Institution.objects.order_by().values_list("country").annotate(Count("pk"))
        return [(country, number, 0) for country, number in counted]

    def kept(self):
        return {**tallies(self), "partners": cache.get_or_set("partners", count_all)}

    patch.setattr(CountryFilterSet, "tallies", property(kept))


@leak("a page kept from when staff saw it", "/_/\\w+/\\w")
def keep_pages(patch):
    get = RecordPage.get

    def kept(self, request, **key):
        address = request.get_full_path()
        if address not in PAGES_KEPT:
            PAGES_KEPT[address] = get(self, request, **key)
        return PAGES_KEPT[address]

    PAGES_KEPT.clear()
    patch.setattr(RecordPage, "get", kept)


PAGES_KEPT: dict[str, object] = {}


@leak("the name of a file", "/_/agreements/.*documents")
def name_files_as_staff_do(patch):
    patch.setattr(Document, "public_name", property(lambda document: document.original_name))


@leak("a file of a draft", "/.*agreements[/.].*(documents|\\w)")
def send_any_file(patch):
    patch.setattr(type(Document.objects.all()), "public", lambda rows, _on=None: rows.filter(confidentiality="public"))


@leak("a day of last change", "/_/\\w+/\\w")
def tell_the_last_change(patch):
    get = RecordPage.get

    def dated(self, request, **key):
        response = get(self, request, **key)
        last = Revision.objects.aggregate(last=Max("date_created"))["last"]
        response["Last-Modified"] = http_date(last.timestamp()) if last else "never"
        return response

    patch.setattr(RecordPage, "get", dated)


@leak("a tag made of how often rows were saved", "/api/v1/")
def tag_by_versions(patch):
    get = Answer.get

    def tagged(self, request, noun):
        response = get(self, request, noun)
        saved = [model.objects.aggregate(last=Max("version"))["last"] for model in (Institution, Cooperation)]
        response["ETag"] = f'"{saved}-{KeyFigure.objects.count()}"'
        return response

    patch.setattr(Answer, "get", tagged)


@leak("a redirect to a private institution", "/_/partners/formerly")
def lead_to_any_institution(patch):
    def spelt(self, request, question, key):
        into = Institution.objects.filter(former_addresses__slug=key["slug"].lower()).first()
        if into is None:
            return RecordPage.otherwise_spelt(self, request, question, key)
        return redirect(self.asked_there(request, into))

    patch.setattr(InstitutionPage, "otherwise_spelt", spelt)


@leak("another status for what exists", "/_/\\w+/\\w")
def forbid_drafts(patch):
    spelt = RecordPage.otherwise_spelt

    def told(self, request, question, key):
        if self.model.objects.filter(**key).exists():
            raise PermissionDenied
        return spelt(self, request, question, key)

    patch.setattr(RecordPage, "otherwise_spelt", told)


@leak("a name that may have been meant", "/_/search/")
def suggest_any_name(patch):
    every = [name for names in Institution.objects.values_list("name_fr", "name_en") for name in names if name]
    patch.setattr(Meant, "names", lambda _self, _unknown: every)


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
