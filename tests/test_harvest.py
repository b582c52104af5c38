"""What harvesters read of the CSV files: the schema of each, the package of them all; and that the files keep to it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inserm_intl.open_data.nouns import NOUNS
from tests.once import ONE_DATABASE
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db
SCHEMAS = {noun: f"/api/v1/{noun}.schema.json" for noun in NOUNS}
PACKAGE = "/api/v1/datapackage.json"


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


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


# -- The schema of a CSV ------------------------------------------------------------------------


@ONE_DATABASE
@pytest.mark.parametrize("noun", NOUNS)
def test_a_schema_names_every_column_in_order_and_is_valid(client, frictionless, noun):
    schema = read(client, SCHEMAS[noun])
    assert [field["name"] for field in schema["fields"]] == list(NOUNS[noun].columns.all())
    assert schema["fields"][0]["constraints"].items() >= {"required": True, "unique": True}.items()
    assert not [field["name"] for field in schema["fields"] if not field["description"]]
    frictionless.Schema.from_descriptor(schema)


def faults(client, frictionless, noun, path, data) -> list[str]:
    path.write_bytes(data)
    schema = frictionless.Schema.from_descriptor(read(client, SCHEMAS[noun]))
    report = frictionless.Resource(path=path.name, basepath=str(path.parent), schema=schema).validate()
    assert report.stats["tasks"] == 1
    return [message for (message,) in report.flatten(["message"])]


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("query", ["", f"?on={THAT_DAY}", "?invented=no", "?q=nothing-like-it"])
def test_the_answer_to_any_question_keeps_to_its_schema(client, frictionless, tmp_path, noun, query):
    data = client.get(f"/api/v1/{noun}.csv{query}").getvalue()
    assert faults(client, frictionless, noun, tmp_path / f"{noun}.csv", data) == []


@ONE_DATABASE
@pytest.mark.parametrize(
    ("good", "bad"),
    [(b"in-force", b"asleep"), (b",true,", b",maybe,"), (b"2014-03-01", b"2014"), (b"LIA-2014", b"LIA")],
)
def test_a_schema_refuses_what_the_column_never_holds(client, frictionless, tmp_path, good, bad):
    data = client.get("/api/v1/agreements.csv").getvalue()
    assert good in data
    rows = data + data.splitlines()[-1] + b"\n" if good == b"LIA-2014" else data.replace(good, bad, 1)
    assert faults(client, frictionless, "agreements", tmp_path / "agreements.csv", rows)


def test_a_schema_tells_the_codes_that_may_stand_in_a_column(client):
    fields = {field["name"]: field for field in read(client, SCHEMAS["agreements"])["fields"]}
    assert "in-force" in fields["state"]["constraints"]["enum"]
    assert "not-pursued" not in fields["state"]["constraints"]["enum"]
    assert (fields["partners"]["type"], fields["partners"]["delimiter"]) == ("list", "|")
    assert fields["url_fr"]["format"] == "uri"
    assert "constraints" not in fields["acronym"]
    country, *_others = read(client, SCHEMAS["countries"])["fields"]
    assert country["constraints"] == {"required": True, "unique": True, "pattern": "[A-Z]{2}"}


def test_a_schema_speaks_the_reader_s_language_and_is_named_alike(client):
    said = {language: read(client, SCHEMAS["partners"], language) for language in ("fr", "en", "es")}
    assert len({schema["title"] for schema in said.values()}) == 3
    assert len({str([field["name"] for field in schema["fields"]]) for schema in said.values()}) == 1


# -- The package --------------------------------------------------------------------------------


def test_the_package_is_valid_and_names_every_noun_with_its_licence(client, frictionless):
    package = read(client, PACKAGE)
    assert frictionless.Package.metadata_validate(package) is not None
    assert list(frictionless.Package.from_descriptor(package).resource_names) == list(NOUNS)
    assert {resource["licenses"][0]["name"] for resource in package["resources"]} == {"etalab-2.0"}


def test_a_column_that_holds_keys_holds_those_of_a_noun(client):
    columns = [column for noun in NOUNS.values() for column in noun.columns.all().values()]
    assert {column.of for column in columns} - {""} <= set(NOUNS)
    schemas = [resource["schema"] for resource in read(client, PACKAGE)["resources"]]
    keys = [key for schema in schemas for key in schema.get("foreignKeys", [])]
    assert {key["reference"]["resource"] for key in keys} >= {"agreements", "countries", "instruments", "programmes"}


# -- Both ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [SCHEMAS["partners"], PACKAGE])
def test_they_are_read_like_other_data(client, address):
    reads_like_data(client, address, "application/json")
    assert client.get("/api/v1/nothing.schema.json").status_code == 404


def reads_like_data(client, address, media_type):
    """It has that type, answers HEAD and 304, refuses what other data refuses, as JSON."""
    response = client.get(address)
    assert response["Content-Type"] == media_type
    again = client.get(address, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (client.head(address).status_code, client.head(address).content) == (200, b"")
    for status, refused in {
        405: client.post(address),
        406: client.get(address, headers={"accept": "text/html"}),
    }.items():
        assert (refused.status_code, refused["Content-Type"]) == (status, "application/json")
        assert list(refused.json()) == ["errors"]
