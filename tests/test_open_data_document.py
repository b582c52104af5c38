"""The description of open data that programs read: whole, valid, in the reader's language, true of this moment."""

import pytest
from django.urls import URLPattern
from django.utils.translation import override
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator

from agreements.parameters import programmes
from agreements.serializers import AgreementColumns
from inserm_intl.open_data import urls
from inserm_intl.open_data.columns import Number
from inserm_intl.open_data.document import known
from inserm_intl.open_data.document.drawing import Drawing, drawn
from inserm_intl.open_data.nouns import NOUNS
from partners.models import Country
from tests import factories as make
from tests.addresses import LANGUAGES
from tests.served import ask
from tests.world import build, standing

pytestmark = pytest.mark.django_db
SCHEMA = "/api/v1/schema/"
STATUSES = {"304", "405", "406", "412", "429", "503"}


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


@pytest.fixture
def document(client):
    return read(client)


def read(client, language="en"):
    response = client.get(SCHEMA, headers={"Accept-Language": language})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json"
    return response.json()


def followed(document, found: dict) -> dict:
    """What is found, or what it refers to."""
    while "$ref" in found:
        root, *steps = found["$ref"].split("/")
        assert root == "#"
        found = document
        for step in steps:
            found = found[step]
    return found


def operations(document):
    return {path: item["get"] for path, item in document["paths"].items()}


def refers(found):
    """Every reference in the document."""
    if isinstance(found, dict):
        yield from ([found] if isinstance(found.get("$ref"), str) else [])
        for value in found.values():
            yield from refers(value)
    elif isinstance(found, list):
        for value in found:
            yield from refers(value)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_openapi_3_1_in_every_language(client, language):
    document = read(client, language)
    assert document["openapi"] == "3.1.0"
    validate_schema(document)
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    assert all(followed(document, reference) for reference in refers(document))


def test_it_is_drawn_without_a_warning(capfd):
    Drawing().get_schema(public=True)
    assert capfd.readouterr() == ("", "")
    assert not GENERATOR_STATS._warn_cache
    assert not GENERATOR_STATS._error_cache


def test_it_describes_every_address(document):
    described = {operation["operationId"].split("_")[-1] for operation in operations(document).values()}
    for_readers = {"docs", "docs-in"}
    named = {pattern.name for pattern in urls.of_version_1 if isinstance(pattern, URLPattern)}
    assert described == named - for_readers
    assert {f"/api/v1/{noun}/" for noun in NOUNS} <= document["paths"].keys()


def test_every_parameter_has_a_meaning_and_an_example_that_it_accepts(document):
    for path, operation in operations(document).items():
        for parameter in operation["parameters"]:
            assert len(parameter["description"]) > 10, (path, parameter["name"])
            (example,) = (
                [parameter["example"]]
                if "example" in parameter
                else [followed(document, known)["value"] for known in parameter["examples"].values()]
            )
            schema = {**parameter["schema"], "components": document["components"]}
            Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(example)


def test_every_status_has_a_meaning_and_an_example_of_the_form_of_all_faults(document):
    for path, operation in operations(document).items():
        assert operation["responses"].keys() >= STATUSES
        asked = len(operation["parameters"]) > 1
        assert ("400" in operation["responses"]) is asked
        for status, response in operation["responses"].items():
            answer = followed(document, response)
            assert len(answer["description"]) > 10, (path, status)
            if status in ("200", "301", "304"):
                assert ("Location" if status == "301" else "ETag") in answer["headers"]
                continue
            content = answer["content"]["application/json"]
            Draft202012Validator(followed(document, content["schema"])).validate(content["example"])


def test_a_question_is_asked_by_the_parameters_of_its_filters(document):
    for name, noun in NOUNS.items():
        told = {parameter["name"]: parameter for parameter in operations(document)[f"/api/v1/{name}/"]["parameters"]}
        assert told.keys() == {*noun.filterset().filters, "page", "page_size", "cursor", "Accept-Language"}
        assert told["on"]["schema"] == {"type": "string", "format": "date"}
        if "country" in told:
            assert (told["country"]["style"], told["country"]["explode"]) == ("form", True)


def test_every_column_has_a_type_a_meaning_and_an_example(document):
    for noun in NOUNS.values():
        row = document["components"]["schemas"][noun.columns.__name__.removesuffix("Columns")]
        assert list(row["properties"]) == row["required"] == list(noun.columns.all())
        for name, column in noun.columns.all().items():
            told = row["properties"][name]
            assert told["description"].startswith(str(column.meaning)[:5])
            assert ("null" in told["type"]) is column.nullable
            assert ("pattern" in told) is bool(column.pattern)
            Draft202012Validator(told).validate(column.example)


def test_a_column_added_to_a_serializer_shows_in_the_document(monkeypatch):
    class Weighed(AgreementColumns):
        weight = Number("weight", "How heavy it is.", unit="kg", example=1.5, nullable=True)

    monkeypatch.setitem(NOUNS, "agreements", NOUNS["agreements"]._replace(columns=Weighed))
    with override("en"):
        row = Drawing().get_schema(public=True)["components"]["schemas"]["Weighed"]
    assert row["required"][-1] == "weight"
    assert row["properties"]["weight"] == {
        "type": ["number", "null"],
        "format": "double",
        "description": "How heavy it is. Unit: kg.",
        "x-unit": "kg",
        "examples": [1.5],
    }


def test_lists_hold_what_is_public_at_this_moment(client, world):
    before = read(client)["components"]["schemas"]
    assert before["PartnerCode"]["enum"] == ["fiocruz", "heidelberg", "inserm", "riken", "tokyo"]
    assert before["UnitCode"]["enum"] == ["U1016", "U1200"]
    assert before["ProgrammeCode"]["enum"] == ["seminars", "visits"]
    hidden = make.InstitutionFactory(slug="hidden", country=Country("JP"), published=False)
    make.ResearchUnitFactory(code="U9999")
    assert read(client)["components"]["schemas"] == before
    hidden.published = True
    hidden.save()
    assert "hidden" in read(client)["components"]["schemas"]["PartnerCode"]["enum"]


def test_a_list_of_more_than_a_thousand_is_told_by_its_form(client):
    make.InstitutionFactory._meta.model.objects.bulk_create(
        make.InstitutionFactory.build(slug=f"partner-{number}", country_id="JP", country=None)
        for number in range(1_000)
    )
    told = read(client)["components"]["schemas"]["PartnerCode"]
    assert "enum" not in told
    assert told["maxLength"] == 200


def test_a_list_without_values_accepts_none():
    assert known.schema(known.KNOWN[programmes], [])["enum"] == [""]


def test_it_costs_one_query_for_each_list(client, django_assert_num_queries):
    drawn("en")
    with django_assert_num_queries(10):
        read(client)


def test_it_is_in_the_language_that_is_accepted(client):
    french, spanish = read(client, "fr"), read(client, "es;q=0.9, de")
    assert french["paths"]["/api/v1/schema/"]["get"]["summary"] == "Ce document"
    assert spanish["paths"]["/api/v1/schema/"]["get"]["summary"] == "Este documento"
    assert french["components"]["schemas"]["CountryCode"]["x-enumDescriptions"]["DE"] == "Allemagne"
    response = client.get(SCHEMA, headers={"Accept-Language": "es"})
    assert "Accept-Language" in response.headers["Vary"]
    assert response.headers["Content-Language"] == "es"
    etag = {"Accept-Language": "es", "If-None-Match": response.headers["ETag"]}
    assert client.get(SCHEMA, headers=etag).status_code == 304


def test_it_says_where_the_data_is_whose_and_that_it_is_a_demonstration(document, settings):
    assert document["servers"] == [{"url": settings.SITE_URL}]
    assert document["info"]["contact"]["email"] == settings.DEFAULT_FROM_EMAIL
    assert document["info"]["license"]["url"] == "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
    assert "not an official publication of Inserm" in document["info"]["summary"]


@pytest.mark.parametrize("address", ["/api/v1/countries/", "/api/v1/countries.csv", "/api/v1/countries.xlsx"])
@pytest.mark.parametrize("order", ["partners", "-agreements", "-cooperations"])
def test_countries_are_ordered_by_counts_where_nothing_is_counted(address, order):
    """PostgreSQL took the zero that is then left of the counts for the place of a column, and refused."""
    status, body = ask(f"{address}?sort={order}&on=0038-10-14")
    assert status == 200
    assert body
