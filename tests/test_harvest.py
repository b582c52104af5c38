"""What harvesters read: the schema of each CSV."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inserm_intl.open_data.nouns import NOUNS

pytestmark = pytest.mark.django_db
SCHEMAS = {noun: f"/api/v1/{noun}.schema.json" for noun in NOUNS}


@pytest.fixture(scope="module")
def frictionless():
    """The library, read where it is needed: that takes half a second."""
    import frictionless

    return frictionless


def read(client, address, language="fr"):
    """A description, which asks the database nothing."""
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address, headers={"accept-language": language})
    assert (response.status_code, len(asked)) == (200, 0)
    return response.json()


@pytest.mark.parametrize("noun", NOUNS)
def test_a_schema_names_every_column_in_order_and_is_valid(client, frictionless, noun):
    schema = read(client, SCHEMAS[noun])
    assert [field["name"] for field in schema["fields"]] == list(NOUNS[noun].columns.all())
    assert schema["primaryKey"] == ["id"]
    assert schema["fields"][0]["constraints"] == {"required": True, "unique": True}
    assert not [field["name"] for field in schema["fields"] if not field["description"]]
    frictionless.Schema.from_descriptor(schema)


def test_a_schema_tells_the_codes_that_may_stand_in_a_column(client):
    fields = {field["name"]: field for field in read(client, SCHEMAS["agreements"])["fields"]}
    assert "in-force" in fields["state"]["constraints"]["enum"]
    assert "not-pursued" not in fields["state"]["constraints"]["enum"]
    assert (fields["partners"]["type"], fields["partners"]["delimiter"]) == ("list", "|")
    assert fields["url_fr"]["format"] == "uri"
    assert "constraints" not in fields["acronym"]


def test_a_schema_speaks_the_reader_s_language_and_is_named_alike(client):
    said = {language: read(client, SCHEMAS["partners"], language) for language in ("fr", "en", "es")}
    assert len({schema["title"] for schema in said.values()}) == 3
    assert len({str([field["name"] for field in schema["fields"]]) for schema in said.values()}) == 1


def test_a_schema_is_data_like_other_data(client):
    address = SCHEMAS["partners"]
    response = client.get(address)
    assert response["Content-Type"] == "application/json"
    again = client.get(address, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405
    assert client.get(address, headers={"accept": "text/html"}).status_code == 406
    assert client.get("/api/v1/nothing.schema.json").status_code == 404
