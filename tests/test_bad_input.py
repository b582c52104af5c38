"""Whatever is typed into an address is answered: what is wrong is said beside its field, and nothing fails."""

import pytest
from django.http import QueryDict
from django.test import Client

from tests.addresses import FILTERSETS, LISTS
from tests.addresses import RECORDS as KINDS
from tests.reading import Page, ask
from tests.world import build, standing

pytestmark = pytest.mark.django_db
RECORDS = list(KINDS.values())
NUL, LONG, SURROGATE = "%00", "a" * 5_000, "%ED%A0%80"
NO_DAYS = ["2023-02-30", "abc", "2015", "30/06/2015", "0000-01-01", "10000-01-01", LONG, NUL]
NO_YEARS = ["0", "02015", "99999", "1899", "2200", "-2015", "2015.5", "9" * 5_000, LONG, NUL]
NO_PAGES = ["0", "-1", "abc", "1.5", "1e3", "٣", "1_0", " 1", "00", LONG, NUL, SURROGATE]
WRONG = {"on": NO_DAYS, "year": NO_YEARS, "q": [NUL, f"a{NUL}b", LONG], "id": [NUL, LONG], "page": NO_PAGES}
NO_CHOICES = ["XX", "jp", NUL, LONG, SURROGATE]
ABOVE = ("page", "sort", "id", "partner")


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def get(client, path, status):
    page = Page(client.get(path))
    assert page.status == status, path[:200]
    return page


def refused(client, noun, name, value):
    """A question with a bad value: 400, no rows, and the sentence where the reader looks for it."""
    page = get(client, f"/fr/{noun}/?{name}={value}", 400)
    assert page.all("th", scope="row") == page.all("table") == []
    said = page.one(role="alert").text if name in ABOVE else page.faults[name]
    assert len(said) > 10
    assert set(page.faults) == ({name} - set(ABOVE))
    return page


@pytest.mark.parametrize("noun", LISTS)
def test_a_bad_value_is_said_beside_its_field_and_lists_nothing(client, noun):
    for name in [*FILTERSETS[noun](QueryDict()).filters, "page"]:
        for value in WRONG.get(name, NO_CHOICES):
            refused(client, noun, name, value)


@pytest.mark.parametrize("noun", LISTS)
def test_a_bad_value_among_good_ones_is_bad(client, noun):
    page = get(client, f"/fr/{noun}/?q=riken&on=2023-02-30&sort=zz", 400)
    assert set(page.faults) == {"on"}
    assert page.content.one("input", name="q").attrs["value"] == "riken"
    assert list(page.chips) == ["riken"]


@pytest.mark.parametrize("noun", LISTS)
@pytest.mark.parametrize("number", ["2", "4", str(10**23), "9" * 5_000])
def test_there_is_no_page_beyond_the_last(client, noun, number):
    assert get(client, f"/fr/{noun}/?page={number}", 404).all("table") == []


@pytest.mark.parametrize("noun", LISTS)
def test_unknown_parameters_and_odd_words_change_nothing(client, noun):
    whole = get(client, f"/fr/{noun}/", 200)
    for unknown in (f"x={NUL}", f"{NUL}={NUL}", f"{SURROGATE}=1", "on__gt=1", "page_size=a", "&&=&==", LONG, "[]=1"):
        page = get(client, f"/fr/{noun}/?{unknown}", 200)
        assert page.rows == whole.rows
        assert page.canonical == whole.canonical
    assert get(client, f"/fr/{noun}/?q={SURROGATE}", 200).rows == []
    assert get(client, f"/fr/{noun}/?q={'é' * 200}", 200).rows == []


@pytest.mark.parametrize("record", RECORDS)
def test_a_record_s_page_refuses_a_bad_day_and_hears_nothing_else(client, record):
    for value in NO_DAYS:
        get(client, f"/fr/{record}?on={value}", 400)
    whole = get(client, f"/fr/{record}", 200)
    for unknown in (f"q={NUL}", f"page={NUL}", "page=99", "country=XX", "year=0", f"{NUL}={SURROGATE}", f"q={LONG}"):
        assert get(client, f"/fr/{record}?{unknown}", 200).content.text == whole.content.text


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2200-01-01", "9998-12-31", "9999-12-31"])
def test_any_day_of_the_calendar_is_answered(client, day):
    for noun in LISTS:
        get(client, f"/fr/{noun}/?on={day}", 200)
    for record in RECORDS:
        assert client.get(f"/fr/{record}?on={day}").status_code in (200, 404)


ODD = [
    NUL,
    f"a{NUL}",
    SURROGATE,
    "%FF",
    "%F0%9F%98%80",
    "..",
    "%2e%2e%2f",
    "a%2Fb",
    "%0A",
    "%22%3E%3Cb%3E",
    "a" * 5_000,
]


@pytest.mark.parametrize("part", ODD, ids=lambda part: part[:20])
def test_there_is_nothing_at_an_odd_address(client, part):
    places = ["", "x/", *(f"{noun}/" for noun in LISTS), "programmes/visits/calls/", "policy/", "countries/JP/"]
    for language in ("fr", "en", "es"):
        for place in places:
            page = get(client, f"/{language}/{place}{part}/", 404)
            assert page.one("html").attrs["lang"] == language
            assert page.all("b") == page.one(class_="wordmark").all("b")
    assert client.get(f"/{part}/").status_code in (302, 404)


@pytest.mark.parametrize("address", ["countries/J/", "countries/JPN/", "agreements/LIA-2013-1/", "partners/rikèn/"])
def test_there_is_nothing_near_an_address(client, address):
    get(client, f"/fr/{address}", 404)


def test_a_method_that_pages_do_not_have_is_refused():
    client = Client(enforce_csrf_checks=True)
    for address in ("/fr/", *(f"/fr/{noun}/" for noun in LISTS), *(f"/fr/{record}" for record in RECORDS)):
        assert client.post(address).status_code == 405, address
        assert client.head(address).status_code == 200


def test_a_refusal_offers_the_whole_list(client):
    page = ask(client, "agreements/", status=400, on="2023-02-30", country="JP")
    assert "/fr/agreements/" in page.links()


def test_who_names_another_host_or_sends_too_much_is_told_nothing_of_settings_nor_of_columns(client, admin_client):
    looked_up = "/admin/agreements/agreement/?officer__password__startswith=argon2"
    fields = dict.fromkeys(map("f{}".format, range(6_000)), "1")
    for answer in (
        client.get("/fr/", headers={"host": "elsewhere.example"}),
        admin_client.get(looked_up),
        client.post("/account/login/", fields),
    ):
        said = Page(answer)
        assert said.status == 400
        assert not [
            word for word in ("ALLOWED_HOSTS", "elsewhere", "officer__", "DATA_UPLOAD") if word in said.root.text
        ]
