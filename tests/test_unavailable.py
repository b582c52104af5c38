"""While the database is out of reach, or locked for too long, every page says "later", never "broken"."""

import http.client
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time

import psycopg2
import pytest
from django import db
from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from inserm_intl.pages.text import TextPage
from inserm_intl.unavailable import is_unavailable
from tests.addresses import LANGUAGES
from tests.once import ONE_DATABASE
from tests.reading import Page

SENTENCES = {"fr": "Réessayez dans une minute.", "en": "Try again in a minute.", "es": "Inténtelo de nuevo"}
ASKED = ["/fr/", "/en/agreements/?on=2015-06-30", "/es/partners/nobody/", "/fr/legal/", "/sitemap.xml"]


@pytest.fixture
def client():
    """A visitor who gets the page that a fault gives, as from a server."""
    return Client(raise_request_exception=False)


def is_told_to_come_back(response) -> bool:
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    return True


@ONE_DATABASE
@pytest.mark.parametrize("address", ASKED)
def test_a_page_without_its_database_asks_to_come_back_in_three_languages(client, out_of_reach, address):
    response = client.get(address)
    assert is_told_to_come_back(response)
    page = Page(response)
    for language, sentence in SENTENCES.items():
        inside = page.root if language == "fr" else page.content
        assert any(sentence in part.text for part in inside.all(lang=language)), language
    assert page.one("link", rel="stylesheet").attrs["href"].startswith("/static/")
    assert page.all("script") == []


@ONE_DATABASE
def test_so_do_the_head_of_a_page_the_admin_and_what_is_sent_to_it(client, out_of_reach):
    head = client.head("/fr/agreements/")
    assert is_told_to_come_back(head)
    assert head.content == b""
    for path in ("/admin/", "/admin/agreements/agreement/"):
        client.cookies["sessionid"] = "x" * 32
        assert is_told_to_come_back(client.get(path)), path
    del client.cookies["sessionid"]
    assert is_told_to_come_back(client.post("/account/login/", {"login": "claire", "password": "x"}))


@ONE_DATABASE
def test_what_needs_no_database_answers_as_ever(client, out_of_reach):
    assert client.get("/health/live").content == b"ok\n"
    assert client.get("/", headers={"accept-language": "es"})["Location"] == "/es/"
    assert client.post("/fr/agreements/").status_code == 405
    client.cookies["sessionid"] = "x" * 32
    assert client.get("/nothing.txt").status_code == 404
    refused = client.get("/fr/", headers={"host": "elsewhere.example.org"})
    assert refused.status_code == 400
    assert Page(refused).one(class_="lede").text == "L’adresse contient quelque chose que le site ne comprend pas."


@ONE_DATABASE
def test_a_database_without_tables_is_a_fault_of_ours(client, another_database, tmp_path):
    """SQLite calls it an operational error too."""
    another_database("django.db.backends.sqlite3", tmp_path / "empty.sqlite3")
    for language in LANGUAGES:
        response = client.get(f"/{language}/agreements/")
        assert response.status_code == 500
        assert "Retry-After" not in response
        assert Page(response).one("h1").text == "Erreur 500"


@ONE_DATABASE
@pytest.mark.parametrize("fault", [db.ProgrammingError, db.IntegrityError, db.DataError, db.InternalError, ValueError])
def test_so_is_any_other_fault(client, monkeypatch, fault):
    def get(*_arguments, **_names):
        raise fault("a fault")

    monkeypatch.setattr(TextPage, "get", get)
    response = client.get("/fr/legal/")
    assert response.status_code == 500
    assert "Retry-After" not in response
    assert not is_unavailable(fault("a fault"))


def test_a_connection_that_breaks_while_rows_arrive_is_no_fault_of_ours():
    """So says psycopg2, of PostgreSQL stopped under a query (tests/faults/database.py)."""
    for cause, later in ((psycopg2.DatabaseError("no message"), True), (None, False), (ValueError(), False)):
        error = db.DatabaseError("a fault")
        error.__cause__ = cause
        assert is_unavailable(error) is later


@pytest.fixture
def holder(transactional_db):
    """Another connection, to hold what a login writes; the site's own does not wait for long."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout = 10")
            other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        else:
            cursor.execute("SET lock_timeout = '10ms'")
            other = psycopg2.connect(**connection.get_connection_params())
    yield other
    other.close()
    connection.close()


def test_what_is_sent_while_the_register_is_locked_is_accepted_later(client, holder):
    User.objects.create_superuser("claire", password="demo")
    sent = {"login": "claire", "password": "demo"}
    lock = {"sqlite": "BEGIN IMMEDIATE", "postgresql": "LOCK TABLE auth_user, django_session IN EXCLUSIVE MODE"}
    holder.cursor().execute(lock[connection.vendor])
    assert is_told_to_come_back(client.post("/account/login/", sent))
    assert client.get("/fr/agreements/").status_code == 200
    holder.rollback()
    assert client.post("/account/login/", sent).status_code == 302


@pytest.fixture
def server(closed_port):
    """The site as it is served, with the address of a database that does not answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"postgres://nobody@127.0.0.1:{closed_port}/nothing",
    }
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "inserm_intl.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--no-control-socket",
    ]
    process = subprocess.Popen(command, env={**os.environ, **site}, cwd=settings.BASE_DIR, stderr=subprocess.DEVNULL)

    def ask(method: str, path: str):
        request = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        request.request(method, path)
        response = request.getresponse()
        return response.status, response.headers, response.read().decode()

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            ask("GET", "/health/live")
            break
        except ConnectionError:
            time.sleep(0.1)
    yield ask
    process.terminate()
    process.wait(20)


@ONE_DATABASE
def test_the_site_starts_without_its_database_and_says_so_until_it_is_there(server):
    assert server("GET", "/health/live")[::2] == (200, "ok\n")
    for language in LANGUAGES:
        status, headers, body = server("GET", f"/{language}/agreements/")
        assert (status, headers["Retry-After"]) == (503, "60")
        assert all(sentence in body for sentence in SENTENCES.values())
    for path in ("/api/v1/agreements/", "/api/v1/agreements.csv"):
        status, headers, body = server("GET", path)
        assert (status, headers["Retry-After"], headers["Content-Type"]) == (503, "60", "application/json")
        assert set(json.loads(body)) == {"errors"}
    status, headers, body = server("HEAD", "/fr/")
    assert (status, body) == (503, "")
    assert "Set-Cookie" not in headers
