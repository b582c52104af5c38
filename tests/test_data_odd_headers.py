"""Requests with odd headers, put to the very application that a server runs."""

from urllib.parse import quote

import pytest

from tests.once import ONE_DATABASE
from tests.served import answered, ask

pytestmark = [ONE_DATABASE, pytest.mark.django_db]


@pytest.mark.parametrize("charset", ["base64", "utf-16", "punycode", "undefined", "rot13", "nothing", "utf-8"])
@pytest.mark.parametrize("address", ["/api/v1/partners/", "/api/v1/partners.csv", "/fr/partners/"])
def test_a_question_is_read_as_utf_8_whatever_its_request_says(address, charset):
    said = {"CONTENT_TYPE": f"text/plain; charset={charset}"}
    assert ask(f"{address}?q={quote('é')}&kind=company", **said)[0] == 200
    assert ask(f"{address}?kind={quote('é')}", **said)[0] == 400


def test_a_form_is_read_as_utf_8():
    """Its charset is not followed, so that what it holds is found: here, no token against forgery."""
    status, _body = ask("/i18n/setlang/", REQUEST_METHOD="POST", CONTENT_TYPE="text/plain; charset=base64")
    assert status == 403


@pytest.mark.parametrize("address", ["/api/v1/", "/api/v1/partners/", "/api/v1/partners.csv", "/api/v1/schema/"])
def test_a_condition_on_the_day_of_change_is_ignored_as_no_such_day_is_told(address):
    assert ask(address, HTTP_IF_UNMODIFIED_SINCE="Mon, 01 Jan 1990 00:00:00 GMT")[0] == 200


@pytest.mark.parametrize("address", ["/fr/partners/", "/api/v1/schema/", "/api/v1/countries.csv"])
def test_what_is_compressed_is_not_sent_to_those_who_refuse_it(address):
    for accepted, compressed in [
        ("gzip;q=0", False),
        ("gzip; q=0.000, identity", False),
        ("br;q=0, GZIP;Q=0", False),
        ("", False),
        ("br;q=0, gzip", True),
        ("gzip;q=0.01", True),
    ]:
        status, body = ask(address, HTTP_ACCEPT_ENCODING=accepted)
        assert (status, body.startswith(b"\x1f\x8b")) == (200, compressed), accepted


@pytest.mark.parametrize("address", ["/fr/partners/", "/fr/nothing/", "/api/v1/partners/", "/api/v1/partners.csv"])
@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_the_head_of_an_answer_goes_out_without_its_body(address, encoding):
    """A server that were given one would drop it, and complain in the log of each."""
    status, headers, body = answered(address, REQUEST_METHOD="HEAD", HTTP_ACCEPT_ENCODING=encoding)
    whole, _headers, content = answered(address, HTTP_ACCEPT_ENCODING=encoding)
    assert (status, body) == (whole, b"")
    assert content
    if not (encoding or address.endswith(".csv")):  # which pads at random, and which is not written
        assert dict(headers)["Content-Length"] == str(len(content))
