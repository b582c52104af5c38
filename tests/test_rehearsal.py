"""The installation of deploy/, rehearsed once with real processes: what its users, its operator and a stranger get."""

import gzip
import http.client
import json
import re
import subprocess
import time

import pytest
from django.db import connection

from tests import world
from tests.rehearsal import systemd
from tests.rehearsal.crowding import nobody_takes_the_place_of_others
from tests.rehearsal.load import under_load, watched
from tests.rehearsal.release import LARGE, SIZE
from tests.rehearsal.setting_up import set_up
from tests.rehearsal.stage import HOST, Stage

pytestmark = pytest.mark.skipif(connection.vendor == "sqlite", reason="An installation has PostgreSQL.")
CSV = "/api/v1/agreements.csv"
# More than all threads of both halves together (2 x 2 x 4).
MANY = 20
PROMPT = 5  # seconds, on a machine that does much else
FOREIGN = "elsewhere.example.org"
LOGIN = "/account/login/"
# Typed, or part of an address: none may stand in a log.
SECRETS = ("canary-of-a-search", "canary-of-a-calendar", "canary-of-an-account", "127.0.2.")
NEW_FILE = "/static/inserm_intl/new.0123456789ab.css"


@pytest.fixture
def stage(transactional_db):
    world.build()
    with set_up() as stage:
        yield stage
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE agreements_agreement DROP COLUMN IF EXISTS rehearsed")
        cursor.execute("DELETE FROM django_migrations WHERE name = '9999_rehearsed'")


def test_an_installation_serves_protects_and_goes_on_while_it_is_renewed(stage):
    visitors_get_pages_and_data(stage)
    strangers_are_refused(stage)
    slow_clients_hold_up_nobody(stage)
    nobody_takes_the_place_of_others(stage)
    wrong_tries_count_over_both_halves(stage)
    nobody_is_named_in_a_log(stage)
    nothing_is_lost_while_it_is_renewed(stage)


def visitors_get_pages_and_data(stage: Stage) -> None:
    assert stage.ask("/", Accept_Language="es").headers["Location"] == "/es/"
    page = stage.ask("/fr/agreements/", Accept_Encoding="gzip")
    assert (page.status, page.headers["Content-Encoding"]) == (200, "gzip")
    (sheet,) = re.findall(r'href="(/static/[^"]+\.css)"', gzip.decompress(page.body).decode())
    assert "immutable" in stage.ask(sheet).headers["Cache-Control"]
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]
    assert "Server" not in page.headers or not re.search(r"\d", page.headers["Server"])
    data = stage.ask("/api/v1/agreements/", Accept_Encoding="gzip")
    again = stage.ask("/api/v1/agreements/", If_None_Match=data.headers["ETag"], Accept_Encoding="gzip")
    assert (again.status, again.body) == (304, b"")
    over_http = http.client.HTTPConnection("127.0.0.1", stage.plain, timeout=10)
    over_http.request("GET", "/fr/?q=1", headers={"Host": HOST})
    assert (answer := over_http.getresponse()).status == 301
    assert answer.headers["Location"] == f"https://{HOST}/fr/?q=1"
    over_http.close()
    # As compose.yaml asks whether nginx is well, but at this port.
    healthy = ["curl", "-fsko", "/dev/null", "-H", f"Host: {HOST}", f"https://127.0.0.1:{stage.port}/health/live"]
    assert subprocess.call(healthy) == 0


def strangers_are_refused(stage: Stage) -> None:
    for name in (FOREIGN, "127.0.0.1", f"{HOST}.example.org"):
        assert stage.ask("/fr/", host=name).status == 400
    # nginx sets what the site believes: neither "http" nor another's name or address gets through.
    claims = {"X_Forwarded_Proto": "http", "X_Forwarded_Host": FOREIGN, "Forwarded": f"host={FOREIGN}"}
    assert stage.ask("/fr/", **claims).status == 200
    for path, size in (("/fr/", 2_000_000), ("/admin/agreements/agreement/add/", 200_000_000)):
        refused = stage.ask(path, "POST", b"begun", Content_Length=str(size))
        assert refused.status == 413
        assert "Envoi trop volumineux" in refused.text
        assert "default-src 'none'" in refused.headers["Content-Security-Policy"]


def slow_clients_hold_up_nobody(stage: Stage) -> None:
    """Who sends a byte now and then, and who reads a large file as slowly."""
    senders = [stage.connected(of=f"127.0.2.{10 + number % 4}") for number in range(MANY)]
    for sender in senders:
        sender.sendall(f"POST /fr/agreements/ HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 1000\r\n\r\n".encode())
    readers = [stage.connected(of="127.0.2.2", buffer=4096) for _ in range(MANY)]
    for reader in readers:
        reader.sendall(f"GET /static/{LARGE} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
        assert reader.recv(12) == b"HTTP/1.1 200"
    for sender in senders:
        sender.sendall(b"x")
    for path in ("/fr/agreements/", "/en/partners/", CSV):
        begun = time.monotonic()
        assert stage.ask(path).status == 200
        assert time.monotonic() - begun < PROMPT
    assert len(read(readers[0])) == SIZE
    for client in senders + readers:
        client.close()


def read(reader) -> bytes:
    """To the end of what is left of an answer that says how long it is."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += reader.recv(65536)
    head, _, body = answer.partition(b"\r\n\r\n")
    (size,) = re.findall(rb"Content-Length: (\d+)", head)
    while len(body) < int(size):
        body += reader.recv(65536)
    return body


def wrong_tries_count_over_both_halves(stage: Stage) -> None:
    """Each comes from the same address and claims another; the two halves take turns."""
    form = stage.ask(LOGIN, of="127.0.2.3")
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', form.text)[0]
    cookies = "; ".join(value.split(";")[0] for value in form.headers.get_all("Set-Cookie"))
    statuses = []
    for number in range(10):
        tried = f"csrfmiddlewaretoken={token}&login=canary-of-an-account{number}&password=wrong"
        claims = {"X_Forwarded_For": f"198.51.100.{number}", "X_Real_IP": f"198.51.100.{number}"}
        sent = {"Content_Type": "application/x-www-form-urlencoded", "Cookie": cookies, "Referer": f"https://{HOST}/"}
        statuses.append(stage.ask(LOGIN, "POST", tried.encode(), of="127.0.2.3", **sent, **claims).status)
    assert statuses == [200] * 9 + [429]


def nobody_is_named_in_a_log(stage: Stage) -> None:
    stage.ask("/fr/search/?q=canary-of-a-search", of="127.0.2.4")
    stage.ask("/calendar/canary-of-a-calendar.ics", of="127.0.2.4")
    lines = (stage.root / "var/log/nginx/access.log").read_text().splitlines()
    paths = {json.loads(line)["path"] for line in lines}
    assert {"/fr/search/", "/calendar/...", "/account/...", CSV} <= paths
    logs = stage.logs()
    assert [secret for secret in SECRETS if secret in logs] == []


def nothing_is_lost_while_it_is_renewed(stage: Stage) -> None:
    """A reload of one half, and an upgrade with a migration, during which the old half meets the new table."""
    with under_load(stage) as load:
        systemd.reload(stage.root, "1")
        with watched(stage, NEW_FILE) as statuses:
            upgraded = stage.upgrade("2")
    assert upgraded.returncode == 0, upgraded.stdout + upgraded.stderr + stage.logs()
    assert load.lost == []
    assert load.done.total() > 50
    # A file of the new version is there from its first half on, whichever half is asked, and not before.
    assert statuses[0] == 404
    assert {*statuses[statuses.index(200) :]} == {200}
    assert list((stage.root / "srv/register/backups").glob("*.tar"))
