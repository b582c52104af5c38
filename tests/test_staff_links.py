"""What staff see on public pages, each as far as allowed: View, Edit, Create here, and the pages of drafts."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from partners.models import Country
from tests import factories as make
from tests.addresses import LISTED, PAGES, RECORDS
from tests.factories import day
from tests.reading import ask
from tests.world import build, standing

pytestmark = pytest.mark.django_db
ROLES = {
    "reader": "Lecteur",
    "officer": "Chargé de coopération",
    "publisher": "Responsable de publication",
    "administrator": "Administrateur",
}


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, with_roles)


def with_roles():
    call_command("loaddata", "roles", verbosity=0)
    return build()


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


def logged_in(role="", **fields) -> Client:
    user = User.objects.create_user("someone", is_staff=True, **fields)
    if role:
        user.groups.add(Group.objects.get(name=ROLES[role]))
    client = Client()
    client.force_login(user)
    return client


def bar(page) -> list[str]:
    """The addresses in the staff's bar."""
    return [link.attrs["href"] for staff_bar in page.all(class_="staff-bar") for link in staff_bar.all("a")]


def edit(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def create(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


@pytest.mark.parametrize("address", RECORDS.values())
def test_an_administrator_views_edits_and_creates_from_every_record(address):
    client = logged_in("administrator")
    page = ask(client, address)
    record = page.response.context["record"]
    added = [] if isinstance(record, Country) else [create(type(record))]  # nobody adds a country
    assert bar(page) == [f"/fr/{address}", edit(record), *added]
    assert page.one(class_="staff-bar").one("a", aria_current="page").attrs["href"] == f"/fr/{address}"
    for link in bar(page):
        assert client.get(link).status_code == 200


@pytest.mark.parametrize("address", LISTED.values())
def test_an_administrator_creates_from_every_list(address):
    client = logged_in("administrator")
    page = ask(client, address)
    added = [] if address == "countries/" else [create(page.response.context["question"]._meta.model)]
    assert bar(page) == [f"/fr/{address}", *added]
    assert all(client.get(link).status_code == 200 for link in bar(page))


def test_each_link_is_there_only_for_those_who_may_follow_it(world):
    own, seen = f"/fr/agreements/{world.lia.reference}/", edit(world.lia)
    links = {"": [own], "reader": [own], "officer": [own, seen, create(type(world.lia))]}
    for role, expected in links.items():
        assert bar(ask(logged_in(role), own)) == expected
        User.objects.all().delete()
    assert bar(ask(logged_in(is_active=True, is_superuser=True), own)) == links["officer"]


def test_an_account_that_is_not_staff_sees_what_a_visitor_sees(client, drafts):
    User.objects.create_user("member", is_superuser=True, password="x")
    member = Client()
    member.force_login(User.objects.get(username="member"))
    for address in PAGES.values():
        assert ask(member, address).root.text == ask(client, address).root.text
    for record in drafts.values():
        ask(member, record.get_absolute_url(), status=404)


def test_what_staff_see_is_never_given_to_visitors_by_a_cache():
    client = logged_in("administrator")
    for address in (*LISTED.values(), *RECORDS.values()):
        assert "Cookie" in ask(client, address).response["Vary"]
    assert bar(ask(client, "")) == []


def test_no_visitor_and_no_staff_without_the_right_opens_a_draft(client, drafts):
    strangers = client, logged_in()
    for record in drafts.values():
        for language in ("fr", "en", "es"):
            address = record.get_absolute_url().replace("/fr/", f"/{language}/")
            for stranger in strangers:
                ask(stranger, address, status=404)


@pytest.mark.parametrize("role", ["reader", "officer", "administrator"])
def test_staff_open_a_draft_that_says_so_and_is_kept_by_no_cache(drafts, role):
    client = logged_in(role)
    for kind, record in drafts.items():
        page = ask(client, record.get_absolute_url())
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
    address = make.AgreementFactory(published=False, confidentiality="restricted").get_absolute_url()
    for role, status in {"": 404, "reader": 404, "officer": 404, "publisher": 200, "administrator": 200}.items():
        ask(logged_in(role), address, status=status)
        User.objects.all().delete()


def test_a_draft_shows_staff_all_its_parties_and_amendments(drafts):
    party = make.PartyFactory(agreement=drafts["agreement"], institution=drafts["institution"])
    make.AmendmentFactory(agreement=drafts["agreement"], signed_on=None, subject_fr="Objet")
    page = ask(logged_in("reader"), drafts["agreement"].get_absolute_url())
    assert page.links(party.institution.get_absolute_url())
