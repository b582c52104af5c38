"""Asking for open data: its statuses, its faults, and reading all of it part by part."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inserm_intl import parameters
from inserm_intl.answers import listing
from inserm_intl.open_data import paging
from inserm_intl.open_data.nouns import NOUNS
from tests import factories as make
from tests.addresses import LANGUAGES
from tests.crowd import crowd
from tests.reading_data import read
from tests.world import build, standing

pytestmark = pytest.mark.django_db
BAD = {
    "on": "2015-02-30",
    "country": "ZZ",
    "sort": "price",
    "page": "0",
    "page_size": "101",
    "cursor": "x" * 201,
    "year": "12",
    "q": "x" * 201,
    "invented": "maybe",
}


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def parts(client, noun: str, question: str) -> list[dict]:
    """Every part of an answer, from the first through each `next`."""
    found, address = [], f"/api/v1/{noun}/?{question}"
    while address:
        answer = client.get(address.removeprefix("http://127.0.0.1:8000")).json()
        found.append(answer)
        address = answer["next"]
        assert len(found) < 30
    return found


def joined(answers: list[dict]) -> list[dict]:
    return [row for answer in answers for row in answer["results"]]


@pytest.mark.parametrize("noun", NOUNS)
def test_pages_joined_and_read_by_cursor_are_the_whole_answer(client, noun):
    whole = read(client, noun, "page_size=100")
    assert (len(whole["results"]), whole["count_is_exact"]) == (whole["count"], True)
    assert whole["count"] > 1
    for question in ("page_size=1", "page_size=2", "page_size=2&cursor=*"):
        assert joined(parts(client, noun, question)) == whole["results"]


def test_a_question_goes_along_from_part_to_part(client):
    first, second = parts(client, "partners", "page_size=1&country=JP&sort=-name&x=1&kind=")
    assert first["next"].endswith("/api/v1/partners/?sort=-name&country=JP&page_size=1&page=2")
    assert second["previous"].endswith("/api/v1/partners/?sort=-name&country=JP&page_size=1&page=1")
    assert (first["previous"], second["next"]) == (None, None)
    assert [row["id"] for row in joined([first, second])] == ["tokyo", "riken"]
    (cursor, _last) = parts(client, "partners", "page_size=1&country=JP&cursor=*")
    assert cursor["next"].endswith("?country=JP&page_size=1&cursor=riken")


def test_beside_a_cursor_a_page_and_an_order_have_no_effect(client):
    asked = "page_size=1&cursor=heidelberg"
    assert read(client, "partners", f"{asked}&page=9&sort=-name") == read(client, "partners", asked)


def test_a_row_that_is_added_moves_none_that_a_cursor_has_yet_to_read(client):
    first = read(client, "partners", "page_size=2&cursor=*")
    make.InstitutionFactory(slug="aaa")
    rest = client.get(first["next"].removeprefix("http://127.0.0.1:8000")).json()
    assert [row["id"] for row in joined([first, rest])] == ["fiocruz", "heidelberg", "riken", "tokyo"]


def test_beyond_the_rows_that_are_counted_a_cursor_leads_on_but_not_in_another_order(client, monkeypatch):
    monkeypatch.setattr(listing, "EXACT_UP_TO", 3)
    monkeypatch.setattr(paging, "EXACT_UP_TO", 3)
    answers = parts(client, "agreements", "page_size=2")
    assert [row["id"] for row in joined(answers)] == [
        row["id"] for row in joined(parts(client, "agreements", "cursor=*"))
    ]
    assert (answers[0]["count"], answers[0]["count_is_exact"]) == (3, False)
    assert "page=2" in answers[0]["next"]
    assert answers[1]["next"].endswith("page_size=2&cursor=LIA-2013-001")
    ordered = parts(client, "agreements", "page_size=2&sort=title")
    assert [len(answer["results"]) for answer in ordered] == [2, 1]
    assert ordered[-1]["next"] is None


@pytest.mark.parametrize("question", ["page=3&page_size=2", "page=999999999999", "q=nothing+like+it&page=2"])
def test_there_is_nothing_beyond_the_last_page(client, question):
    assert "request" in read(client, "partners", question, 404)["errors"]


def test_an_answer_without_rows_is_an_answer(client):
    none = {"count": 0, "count_is_exact": True, "next": None, "previous": None, "results": []}
    assert read(client, "partners", "q=nothing+like+it") == none
    assert read(client, "partners", "cursor=zzz")["results"] == []


@pytest.mark.parametrize("name", BAD)
def test_a_bad_value_is_refused_beside_its_name(client, name):
    for noun in NOUNS:
        if name in NOUNS[noun].filterset.base_filters or name in ("page", "page_size", "cursor"):
            errors = read(client, noun, f"{name}={BAD[name]}", 400)["errors"]
            assert list(errors) == [name]
            assert len(errors[name][0]) > 20


@pytest.mark.parametrize(
    ("asked", "said"),
    [("on=30/06/2015", "2015-06-30"), ("state=in_force", " in-force,"), ("sort=size", " title, -title,")],
)
def test_what_is_said_of_a_bad_value_tells_good_ones(client, asked, said):
    ((sentence,),) = read(client, "agreements", asked, 400)["errors"].values()
    assert said in sentence


def test_of_many_values_it_tells_where_they_are_listed(client, monkeypatch):
    monkeypatch.setattr(parameters, "FEW", 1)
    ((sentence,),) = read(client, "agreements", "country=Japan", 400)["errors"].values()
    address = sentence.split()[-1]
    assert "JP" in client.get(address.removeprefix("http://127.0.0.1:8000")).text


def test_every_bad_value_is_named_at_once_in_the_reader_s_language(client):
    said = {}
    for language in LANGUAGES:
        response = client.get("/api/v1/calls/?on=x&page_size=0&page=x", headers={"accept-language": language})
        assert (response.status_code, response["Content-Language"]) == (400, language)
        said[language] = response.json()["errors"]
        assert set(said[language]) == {"on", "page_size", "page"}
    for name in said["fr"]:
        assert len({str(errors[name]) for errors in said.values()}) == 3


def test_a_parameter_that_the_noun_does_not_understand_asks_nothing(client):
    assert read(client, "instruments", "country=JP&colour=blue") == read(client, "instruments")


@pytest.mark.parametrize("noun", NOUNS)
def test_an_answer_that_has_not_changed_is_not_sent_again(client, noun):
    first = client.get(f"/api/v1/{noun}/")
    again = client.get(f"/api/v1/{noun}/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    head = client.head(f"/api/v1/{noun}/")
    assert (head.status_code, head.content, head["Content-Type"]) == (200, b"", "application/json")


def test_an_answer_that_has_changed_is_sent(client, world):
    first = client.get("/api/v1/partners/")
    world.riken.city = "Wako"
    world.riken.save()
    again = client.get("/api/v1/partners/", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert again["ETag"] != first["ETag"]


def test_data_ask_as_often_for_thirty_rows_as_for_few(client, world):
    few = queries(client)
    crowd(world, 30)
    assert queries(client) == few
    assert max(few.values()) <= 9


def queries(client) -> dict[str, int]:
    counts = {}
    for noun in NOUNS:
        with CaptureQueriesContext(connection) as asked:
            read(client, noun, "page_size=100")
        counts[noun] = len(asked)
    return counts
