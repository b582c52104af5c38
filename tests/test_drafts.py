"""The pages of what is not public: nothing for visitors; for staff a page that says so and that no cache keeps."""

import pytest
from django.contrib.auth.models import User

from partners.models import Country
from tests import factories as make
from tests.addresses import RECORDS
from tests.factories import day
from tests.reading import ask, own_page
from tests.staff import logged_in, with_roles
from tests.world import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, with_roles)


@pytest.fixture
def drafts(world):
    """A record of each kind that is not public, for each reason there is."""
    hidden = {"published": False}
    programme = make.ExchangeProgrammeFactory(slug="draft", **hidden)
    negotiated, dropped = (make.AgreementFactory(reference=f"LIA-2016-00{number}") for number in (1, 2))
    make.StageFactory(agreement=negotiated)
    make.StageFactory(agreement=dropped, kind="not-pursued", since=day("2015-01-01"))
    return {
        "institution": make.InstitutionFactory(slug="draft", country_id="JP", **hidden),
        "agreement": make.AgreementFactory(reference="LIA-2016-003", **hidden),
        "internal agreement": make.AgreementFactory(confidentiality="internal", **hidden),
        "negotiation": negotiated,
        "agreement not pursued": dropped,
        "programme": programme,
        "call": make.CallFactory(programme=world.visits, slug="draft", **hidden),
        "call of a draft": make.CallFactory(programme=programme, slug="2016"),
        "activity": make.ActivityFactory(country=Country("JP"), **hidden),
        "page": make.PageFactory(slug="policy/draft", **hidden),
    }


def test_no_visitor_and_no_staff_without_the_right_opens_a_draft(client, drafts):
    strangers = client, logged_in(), logged_in(name="member", is_staff=False, is_superuser=True)
    for record in drafts.values():
        for language in ("fr", "en", "es"):
            address = own_page(record, language)
            for stranger in strangers:
                ask(stranger, address, status=404)


@pytest.mark.parametrize("role", ["reader", "officer", "administrator"])
def test_staff_open_a_draft_that_says_so_and_is_kept_by_no_cache(drafts, role):
    client = logged_in(role)
    for kind, record in drafts.items():
        page = ask(client, own_page(record))
        assert page.all(class_="notice-draft"), kind
        assert page.one("meta", name="robots").attrs["content"] == "noindex"
        assert {"private", "no-store"} <= set(page.response["Cache-Control"].split(", "))
        for link in page.links():
            if link.startswith("/"):
                assert client.get(link).status_code == 200, link


def test_a_public_record_is_no_draft_for_staff():
    client = logged_in("administrator")
    for address in RECORDS.values():
        page = ask(client, address)
        assert page.all(class_="notice-draft") == page.all("meta", name="robots") == []


def test_a_restricted_draft_is_for_those_who_may_see_the_restricted():
    address = own_page(make.AgreementFactory(published=False, confidentiality="restricted"))
    for role, status in {"": 404, "reader": 404, "officer": 404, "publisher": 200, "administrator": 200}.items():
        ask(logged_in(role), address, status=status)
        User.objects.all().delete()


def test_a_draft_shows_staff_all_its_parties_and_amendments(drafts):
    party = make.PartyFactory(agreement=drafts["agreement"], institution=drafts["institution"])
    make.AmendmentFactory(agreement=drafts["agreement"], signed_on=None, subject_fr="Objet")
    page = ask(logged_in("reader"), own_page(drafts["agreement"]))
    assert page.links(own_page(party.institution))
