"""Open data as a neighbour: any site's scripts may read it, and whatever goes wrong is said as data."""

import pytest
from django.db import OperationalError
from django.test import Client

from inserm_intl.open_data.nouns import NOUNS
from tests.addresses import LANGUAGES
from tests.data_addresses import addresses
from tests.once import ONE_DATABASE
from tests.world import build, standing

pytestmark = [ONE_DATABASE, pytest.mark.django_db]
ELSEWHERE = {"origin": "https://elsewhere.example"}
AGREEMENTS = "/api/v1/agreements/"
# Pages apart, which are for people; and points, which only partners have.
DATA = [path for path in addresses() if "/docs/" not in path and ("geojson" not in path or "partners" in path)]
FAULTS = {
    "a bad value": (400, f"{AGREEMENTS}?on=2015-02-30"),
    "a bad encoding": (400, f"{AGREEMENTS}?country=%FF%FE"),
    "NUL": (400, f"{AGREEMENTS}?q=%00"),
    "too many parameters": (400, f"{AGREEMENTS}?{'a=&' * 6_000}"),
    "a page beyond the last": (404, f"{AGREEMENTS}?page=99"),
    "no such noun": (404, "/api/v1/treaties/"),
    "no such record": (404, f"{AGREEMENTS}LIA-1999-001/"),
    "a record that was not there on that day": (404, f"{AGREEMENTS}LIA-2013-001/?on=2012-12-31"),
    "a record on no day": (400, f"{AGREEMENTS}LIA-2013-001/?on=2012-13-31"),
    "no such address": (404, "/api/"),
    "no such version": (404, "/api/v2/agreements/"),
    "an address that is not UTF-8": (404, "/api/v1/%FF%FE/"),
    "an address with NUL": (404, "/api/v1/agreements%00/"),
    "a very long address": (404, f"/api/v1/{'a' * 100_000}/"),
    "an address that would be a page": (404, "/api/fr/agreements/"),
    "an address near the catalogue's": (404, "/catalog.jsonld/x"),
}


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


@pytest.fixture
def client():
    """A program at another site, whose user has cookies of ours, one of no session; it gets what a server sends."""
    client = Client(raise_request_exception=False, headers=ELSEWHERE)
    client.cookies["sessionid"], client.cookies["django_language"] = "x", "es"
    return client


def varies(response) -> set[str]:
    return {name.strip().lower() for name in response["Vary"].split(",")}


def is_said_as_data(response, status: int, language="en") -> bool:
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"
    assert set(response.json()) == {"errors"}
    assert all(isinstance(said, list) and all(said) for said in response.json()["errors"].values())
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    assert "accept-language" in varies(response)
    assert "cookie" not in varies(response)
    assert response["Content-Language"] == language
    assert not response.cookies
    return True


@pytest.mark.parametrize("fault", FAULTS)
def test_what_cannot_be_answered_is_refused_as_data_in_the_language_accepted(client, fault):
    status, path = FAULTS[fault]
    said = set()
    for language in LANGUAGES:
        response = client.get(path, headers={"accept-language": f"{language}-XX, de;q=0.5"})
        assert is_said_as_data(response, status, language)
        said.add(response.content)
    assert len(said) == 3
    assert is_said_as_data(client.get(path, headers={"accept-language": "de"}), status, "fr")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["/api/v1/", AGREEMENTS])
def test_data_can_only_be_read(client, method, path):
    refused = getattr(client, method)(path, headers={"accept-language": "en"})
    assert is_said_as_data(refused, 405)
    assert refused["Allow"] == "GET, HEAD, OPTIONS"


def test_what_is_sent_along_with_a_question_is_not_read(client):
    plain = client.get(AGREEMENTS)
    sent = client.generic("GET", AGREEMENTS, b'{"country": "XX"', content_type="application/json")
    assert (sent.status_code, sent.content) == (200, plain.content)


def test_a_request_for_another_host_is_refused_as_data(client):
    refused = client.get(AGREEMENTS, headers={"host": "elsewhere.example", "accept-language": "en"})
    assert is_said_as_data(refused, 400)
    assert "elsewhere" not in refused.content.decode()


def test_a_format_that_is_not_there_is_refused_as_data(client):
    assert is_said_as_data(client.get(AGREEMENTS, headers={"accept": "text/html", "accept-language": "en"}), 406)


def test_a_missing_slash_leads_to_the_address_with_one_and_its_question(client):
    led = client.get("/api/v1/agreements?country=JP")
    assert (led.status_code, led["Location"]) == (301, f"{AGREEMENTS}?country=JP")
    assert led["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", [path for path in DATA if not path.endswith((".csv", ".xlsx", ".geojson"))])
def test_the_head_of_an_answer_is_told_with_its_tag_and_that_it_is_unchanged(client, path):
    answer, told = client.get(path), client.head(path)
    assert dict(told.headers) == dict(answer.headers)
    assert (told.status_code, told.content) == (200, b"")
    assert client.head(path, headers={"if-none-match": told["ETag"]}).status_code == 304
    assert client.head(path, headers={"if-match": '"another"'}).status_code == 412


@pytest.mark.parametrize("path", DATA)
def test_the_answer_and_its_being_unchanged_may_be_read_from_anywhere_without_cookies(client, path):
    answer = client.get(path)
    assert (answer.status_code, len(answer.getvalue()) > 0) == (200, True)
    unchanged = client.get(path, headers={"if-none-match": answer["ETag"]})
    assert (unchanged.status_code, unchanged.getvalue()) == (304, b"")
    other = client.get(path, headers={"if-match": '"another"', "accept-language": "en"})
    assert is_said_as_data(other, 412)
    assert client.get(path, headers={"if-match": answer["ETag"]}).status_code == 200
    for response in (answer, unchanged, other, client.head(path)):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Access-Control-Expose-Headers"] == "Content-Disposition, ETag, Link, Retry-After"
        assert "Access-Control-Allow-Credentials" not in response
        assert "cookie" not in varies(response)
        assert not response.cookies


def test_a_browser_that_asks_first_is_told_what_it_may_ask(client):
    first = {"access-control-request-method": "GET", "access-control-request-headers": "if-none-match"}
    told = client.options(AGREEMENTS, headers=first)
    assert (told.status_code, told.content) == (200, b"")
    assert told["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "if-none-match" in told["Access-Control-Allow-Headers"].split(", ")
    assert int(told["Access-Control-Max-Age"]) > 0


@pytest.mark.parametrize("path", ["/fr/agreements/", "/admin/login/", "/admin/", "/sitemap.xml", "/nothing", "/api"])
def test_no_other_site_s_script_may_read_anything_else(client, path):
    asked_first = client.options(path, headers={"access-control-request-method": "GET"})
    for response in (client.get(path), asked_first):
        assert not [name for name in response.headers if name.startswith("Access-Control")]


def test_data_may_be_shown_in_no_other_site_s_page_and_run_nothing(client):
    for response in (client.get(AGREEMENTS), client.get("/api/v1/treaties/")):
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert response["X-Content-Type-Options"] == "nosniff"


def test_without_its_database_data_asks_to_come_back(client, out_of_reach):
    answers = [path for path in DATA if path.removeprefix("/api/v1/").partition("/")[0].split(".")[0] in NOUNS]
    for path in answers:
        later = client.get(path, headers={"accept-language": "es"})
        if not path.endswith(".schema.json"):
            assert is_said_as_data(later, 503, "es"), path
            assert int(later["Retry-After"]) > 0
            assert {"no-cache", "no-store"} & set(later["Cache-Control"].split(", "))


def test_what_needs_no_database_is_answered_without(client, out_of_reach):
    assert client.get("/api/v1/").status_code == 200
    assert is_said_as_data(client.get("/api/v1/treaties/", headers={"accept-language": "en"}), 404)
    assert is_said_as_data(client.post(AGREEMENTS, headers={"accept-language": "en"}), 405)


@pytest.mark.parametrize(("fault", "status"), [(ValueError, 500), (OperationalError, 503)])
def test_a_fault_on_the_way_is_said_as_data(client, monkeypatch, fault, status):
    def broken(*_arguments):
        raise fault("a fault")

    monkeypatch.setattr("inserm_intl.open_data.limits.PerAddress.allow_request", broken)
    monkeypatch.setattr("django.middleware.csrf.CsrfViewMiddleware.process_view", broken)
    response = client.get(AGREEMENTS, headers={"accept-language": "en"})
    assert is_said_as_data(response, status)
    assert ("Retry-After" in response) is (status == 503)
    assert b"a fault" not in response.content
