"""Headers of a served site over https, of what is for another host, and of what fails: as the matrix has them."""

from http.cookies import SimpleCookie

import pytest

from inserm_intl.wsgi import Handler
from tests.matrix import asking, headers
from tests.once import ONE_DATABASE
from tests.sites import Site

HOST = "intl.example.org"
SECURE = {"X_Forwarded_Proto": "https", "Host": HOST}
ADDRESSES = {
    "/fr/": 200,
    "/fr/agreements": 301,
    "/fr/agreements/?on=abc": 400,
    "/fr/nothing/": 404,
    "/": 302,
    "/admin/": 302,
    "/account/login/": 200,
    "/api/v1/": 200,
    "/api/v1/nothing/": 404,
    "/health/live": 200,
    "/robots.txt": 200,
    "/static/nothing.css": 404,
    "/media/nothing": 404,
}
ELSEWHERE = ["evil.example", f"{HOST}.evil.example", f"evil.example:443@{HOST}", f"{HOST}:443.evil", "évil", "[::1", ""]

AWAY = ["https://evil.example/", "//evil.example", "/\\evil.example", "https:evil", "\r\nX: y"]


@pytest.fixture
def site(transactional_db):
    named = {"SITE_URL": f"https://{HOST}", "DJANGO_ALLOWED_HOSTS": f"{HOST},127.0.0.1", "TRUSTED_PROXIES": "1"}
    with Site(**named) as served:
        served.cookies = {}
        yield served


def faults(address: str, answer) -> list[str]:
    """Of what a server answered."""
    kept: SimpleCookie = SimpleCookie()
    for cookie in answer.headers.get_all("Set-Cookie") or ():
        kept.load(cookie)
    return [*headers.faults(address, asking.Answer(answer.status, dict(answer.headers), kept, b""))]


@ONE_DATABASE
def test_each_kind_of_answer_has_them_over_https(site):
    for address, status in ADDRESSES.items():
        answer = site.ask("GET", address, **SECURE)
        found = [fault for fault in faults(address, answer) if "__Host-csrftoken" not in fault]
        assert (answer.status, found) == (status, []), address
        assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    led = site.ask("GET", "/fr/", Host=HOST)
    assert (led.status, led.headers["Location"], faults("/fr/", led)) == (301, f"https://{HOST}/fr/", [])
    (cookie,) = site.ask("GET", "/account/login/", **SECURE).headers.get_all("Set-Cookie")
    assert cookie.startswith("__Host-csrftoken=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}


@ONE_DATABASE
def test_another_host_is_answered_400_whatever_its_shape(site):
    for host in ELSEWHERE:
        for proto in ("https", "http"):
            raw = f"GET /fr/ HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Proto: {proto}\r\nConnection: close\r\n\r\n"
            assert site.send(raw.encode()).split()[1] == b"400", (host, proto)
    refused = site.ask("GET", "/fr/", Host="evil.example", X_Forwarded_Proto="http")
    assert (refused.status, faults("/fr/", refused)) == (400, [])
    last = "X-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"
    for asked, host in (("http://evil.example/fr/", f"Host: {HOST}"), ("/fr/", f"Host: {HOST}\r\nHost: evil.example")):
        assert b"evil.example" not in site.send(f"GET {asked} HTTP/1.1\r\n{host}\r\n{last}".encode())
    shown = site.ask("GET", "/fr/", X_Forwarded_Host="evil.example", **SECURE)
    assert (shown.status, "evil.example" in shown.text) == (200, False)


def test_a_static_file_has_them_too(settings, monkeypatch):
    settings.WHITENOISE_USE_FINDERS = True
    monkeypatch.setattr("tests.served.application", Handler())
    address = "/static/inserm_intl/site.css"
    answer = asking.ask("GET", address)
    assert (answer.status, [*headers.faults(address, answer)]) == (200, [])


@pytest.mark.django_db
def test_what_fails_has_them_too(settings, monkeypatch):
    monkeypatch.setattr("inserm_intl.pages.robots.as_text", lambda *lines: 1 / 0)
    settings.DATA_REQUESTS_A_MINUTE = {"documents": 1, "files": 1}
    for address, status in (("/robots.txt", 500), ("/api/v1/", 200), ("/api/v1/", 429)):
        answer = asking.ask("GET", address)
        assert (answer.status, [*headers.faults(address, answer)]) == (status, [])


def test_what_needs_its_database_has_them_without(out_of_reach):
    for address in ("/fr/agreements/", "/api/v1/agreements/"):
        answer = asking.ask("GET", address)
        found = [fault for fault in headers.faults(address, answer) if not fault.startswith("Vary")]
        assert (answer.status, found) == (503, [])


@pytest.mark.django_db
@pytest.mark.parametrize("after", AWAY)
def test_no_parameter_leads_elsewhere(after):
    chosen = asking.ask("POST", "/i18n/setlang/", form={"next": after, "language": "en"})
    assert chosen.headers["Location"] == "/"
    for address in ("//evil.example", "//evil.example/", "/\\evil.example", "/fr//evil.example", "/%0d%0aX:y/"):
        led = asking.ask("GET", address).headers.get("Location", "/fr/")
        assert led.startswith("/"), address
        assert not led.startswith(("//", "/\\")), address
