"""A page of another site reads open data in a real browser, as its own scripts would."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from inserm_intl.settings import DATA_REQUESTS_A_MINUTE
from tests.factories import in_force
from tests.once import ONE_DATABASE

pytestmark = ONE_DATABASE

FETCH = """async ([address, headers]) => {
  try {
    const answer = await fetch(address, {headers})
    const exposed = Object.fromEntries(answer.headers)
    return {status: answer.status, body: await answer.text(), ...exposed}
  } catch (fault) {
    return {refused: fault.name}
  }
}"""


class OtherSite(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"<!DOCTYPE html><title>Elsewhere</title>")

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def fetch(page, live_server):
    """Return a function: what a script of a page at another port gets from an address of ours."""
    other = HTTPServer(("127.0.0.1", 0), OtherSite)
    thread = threading.Thread(target=other.serve_forever)
    thread.start()
    page.goto(f"http://127.0.0.1:{other.server_port}/")
    yield lambda path, **headers: page.evaluate(FETCH, [f"{live_server}{path}", headers])
    other.shutdown()
    thread.join()
    other.server_close()


def test_another_site_s_script_reads_data_and_asks_again_whether_it_changed(fetch):
    in_force(reference="LIA-2015-001")
    read = fetch("/api/v1/agreements/")
    assert read["status"] == 200
    assert "LIA-2015-001" in read["body"]
    unchanged = fetch("/api/v1/agreements/", **{"If-None-Match": read["etag"]})
    assert (unchanged["status"], unchanged["body"]) == (304, "")


def test_it_reads_why_it_was_refused_and_when_to_come_back(fetch, settings):
    assert fetch("/api/v1/agreements/?on=x")["status"] == 400
    assert '"errors"' in fetch("/api/v1/nothing/")["body"]
    settings.DATA_REQUESTS_A_MINUTE = dict.fromkeys(DATA_REQUESTS_A_MINUTE, 0)
    refused = fetch("/api/v1/", **{"If-None-Match": "x"})
    assert refused["status"] == 429
    assert 0 < int(refused["retry-after"]) <= 60


def test_it_is_led_to_the_address_with_a_slash(fetch):
    assert fetch("/api/v1/agreements")["status"] == 200


@pytest.mark.parametrize("path", ["/fr/agreements/", "/admin/login/"])
def test_it_reads_no_page(fetch, path):
    assert fetch(path) == {"refused": "TypeError"}
