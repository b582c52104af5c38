"""Slips by which the pages of records, their neighbours, files and redirects tell what is private."""

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.shortcuts import redirect
from django.utils.http import http_date
from reversion.models import Revision

from agreements import walk
from agreements.models import Activity, Agreement, Document
from agreements.models.period import PeriodQuerySet
from agreements.views import AgreementPage
from inserm_intl.answers import RecordPage, Related
from partners.models import Institution
from partners.views import InstitutionPage

from .slip import leak


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


@leak("a redirect to a private institution", "/_/partners/formerly")
def lead_to_any_institution(patch):
    def spelt(self, request, question, key):
        into = Institution.objects.filter(former_addresses__slug=key["slug"].lower()).first()
        if into is None:
            return RecordPage.otherwise_spelt(self, request, question, key)
        return redirect(self.asked_there(request, into))

    patch.setattr(InstitutionPage, "otherwise_spelt", spelt)


@leak("an old address that nobody could know", "/_/partners/(?i:formerly)")
def lead_on_from_any_address(patch):
    def spelt(self, request, question, key):
        into = question.qs.filter(former_addresses__slug=key["slug"].lower()).first()
        if into is None:
            return RecordPage.otherwise_spelt(self, request, question, key)
        return redirect(self.asked_there(request, into), permanent=True)

    patch.setattr(InstitutionPage, "otherwise_spelt", spelt)


@leak("another status for what exists", "/_/\\w+/\\w")
def forbid_drafts(patch):
    spelt = RecordPage.otherwise_spelt

    def told(self, request, question, key):
        if self.model.objects.filter(**key).exists():
            raise PermissionDenied
        return spelt(self, request, question, key)

    patch.setattr(RecordPage, "otherwise_spelt", told)
