"""What staff see on public pages, each as far as allowed: View, Edit, Create here."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from partners.models import Country
from tests.addresses import LISTED, PAGES, RECORDS
from tests.once import ONE_DATABASE
from tests.reading import ask
from tests.staff import logged_in, with_roles
from tests.world import standing

pytestmark = [ONE_DATABASE, pytest.mark.django_db]
OF_NO_NOUN = {"", "key-figures/", "search/"}


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, with_roles)


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


@pytest.mark.parametrize("address", sorted({*LISTED.values()} - OF_NO_NOUN))
def test_an_administrator_creates_from_every_list(address):
    client = logged_in("administrator")
    page = ask(client, address)
    added = [] if address in ("countries/", "map/") else [create(page.response.context["question"]._meta.model)]
    assert bar(page) == [f"/fr/{address}", *added]
    assert all(client.get(link).status_code == 200 for link in bar(page))


def test_each_link_is_there_only_for_those_who_may_follow_it(world):
    own, seen = f"/fr/agreements/{world.lia.reference}/", edit(world.lia)
    links = {"": [own], "reader": [own], "officer": [own, seen, create(type(world.lia))]}
    for role, expected in links.items():
        assert bar(ask(logged_in(role), own)) == expected
        User.objects.all().delete()
    assert bar(ask(logged_in(is_active=True, is_superuser=True), own)) == links["officer"]


def test_an_account_that_is_not_staff_sees_what_a_visitor_sees(client):
    member = logged_in(is_staff=False, is_superuser=True)
    for address in PAGES.values():
        assert ask(member, address).root.text == ask(client, address).root.text


def test_what_staff_see_is_never_given_to_visitors_by_a_cache():
    client = logged_in("administrator")
    for address in PAGES.values():
        assert "Cookie" in ask(client, address).response["Vary"]


@pytest.mark.parametrize("address", sorted(OF_NO_NOUN))
def test_on_a_page_of_no_noun_staff_find_the_way_to_the_register_and_no_cache_keeps_it(client, address):
    page = ask(logged_in(), address)
    assert bar(page) == ["/admin/"]
    assert "no-cache" in page.response["Cache-Control"]
    for visitor in (client, logged_in(name="another", is_staff=False)):
        page = ask(visitor, address)
        assert bar(page) == []
        assert "Cookie" in page.response["Vary"]
