"""One record as data: the row that its list has, at an address of its own; of what is private, nothing."""

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inserm_intl.open_data.nouns import NOUNS
from partners.models import FormerAddress
from tests.data_addresses import ALONE, RECORDS
from tests.planted import plant
from tests.reading_data import row, rows
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db
NOWHERE = "zz-9"


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def alone(client, noun: str, key: str, question: str = "", status: int = 200):
    response = client.get(f"/api/v1/{noun}/{key}/?{question}", headers={"accept-language": "en"})
    assert response.status_code == status, response.content
    return response


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("question", ["", f"on={THAT_DAY}"])
def test_every_row_of_a_list_says_where_it_stands_alone_and_is_the_same_there(client, noun, question):
    listed = rows(client, noun, question)
    assert ALONE[noun] in listed
    for key, found in listed.items():
        assert found["url_api"] == f"{settings.SITE_URL}/api/v1/{noun}/{key}/"
        assert alone(client, noun, key, question).json() == found


@pytest.mark.parametrize(("noun", "key"), [("partners", "inserm"), ("countries", "FR")])
def test_what_lists_leave_out_unless_france_is_named_is_found_alone(client, noun, key):
    assert key not in rows(client, noun)
    assert alone(client, noun, key).json() == row(client, noun, key, "country=FR")


def test_a_record_is_told_as_of_a_day_and_is_not_there_before_it_was(client):
    states = {on: alone(client, "agreements", "LIA-2013-001", f"on={on}").json()["state"] for on in (THAT_DAY, "")}
    assert states == {THAT_DAY: "in-force", "": "ended"}
    alone(client, "agreements", "GDRI-2016-001", f"on={THAT_DAY}", 404)
    alone(client, "agreements", "GDRI-2016-001", "on=2016-01-10")


def test_it_is_asked_for_a_day_alone(client):
    assert (
        alone(client, "partners", "riken", "country=ZZ&q=&page=x").json() == alone(client, "partners", "riken").json()
    )
    assert list(alone(client, "partners", "riken", "on=yesterday", 400).json()["errors"]) == ["on"]


def test_what_is_private_is_not_there_in_the_same_words_as_what_never_was(client, world):
    private = {record: record._meta.model for record in plant(world).values()}
    asked = 0
    for noun in NOUNS.values():
        for record, model in private.items():
            if model is noun.filterset._meta.model:
                key, asked = "/".join(record.natural_key()), asked + 1
                for question in ("", "on=2014-07-01"):
                    known, unknown = (alone(client, noun.name, tried, question, 404) for tried in (key, NOWHERE))
                    assert (known.content, dict(known.headers)) == (unknown.content, dict(unknown.headers)), key
    assert asked > 8


def test_the_former_address_of_an_institution_leads_to_the_one_that_it_was_merged_into(client, world):
    FormerAddress.objects.create(slug="rikagaku", key=9_001, institution=world.riken)
    FormerAddress.objects.create(slug="zqformer", key=9_002, institution=world.riken, published=False)
    for old in ("rikagaku", "RIKAGAKU", "Riken"):
        led = alone(client, "partners", old, f"on={THAT_DAY}&q=x", 301)
        assert led["Location"] == f"{settings.SITE_URL}/api/v1/partners/riken/?on={THAT_DAY}"
        assert led["Cache-Control"] == "no-cache"  # a merge may be undone
    alone(client, "partners", "zqformer", status=404)
    world.riken.published = False
    world.riken.save()
    alone(client, "partners", "rikagaku", status=404)


def test_a_key_in_other_letters_leads_to_the_record(client):
    assert alone(client, "countries", "jp", status=301)["Location"] == f"{settings.SITE_URL}/api/v1/countries/JP/"
    assert alone(client, "agreements", "lia-2013-001", status=301)["Location"].endswith("/LIA-2013-001/")


@pytest.mark.parametrize("key", ["%00", "riken%00", "理化学", "a/b/c", "x" * 10_000, "%FF", "riken%2F..", "*", "'"])
def test_what_is_no_key_is_not_there(client, key):
    alone(client, "partners", key, status=404)
    alone(client, "calls", key, status=404)


def test_the_key_of_a_call_may_be_written_in_one_piece(client):
    assert alone(client, "calls", "visits%2F2015").json() == alone(client, "calls", "visits/2015").json()


def test_an_answer_costs_few_queries_however_many_records_there_are(client):
    for path in RECORDS.values():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        assert len(asked) <= 4, path
