"""Chromium follows the links of the site, each kind of page once: nothing is refused, broken or from elsewhere."""

import re
from collections import deque
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve

from tests.admin_forms import address
from tests.matrix.nouns import LEADS_ELSEWHERE
from tests.matrix.register import build
from tests.matrix.routes import routes
from tests.once import ONE_DATABASE
from tests.rights import NOUNS

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]
LINKS = "[...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))"
# To fetch and keep, or to leave by.
NO_PAGE = re.compile(r"\.(csv|xlsx|geojson|json|jsonld|atom|ics|txt|xml)$|/(download|export|csv|xlsx)/$|/logout/")
STARTS = ["/fr/", "/admin/", "/api/v1/docs/", "/fr/nothing/", "/fr/agreements/?on=abc", "/account/2fa/", "/en/", "/es/"]
MORE_OF_A_LANGUAGE = 3


def kind(address: str) -> tuple[str, str]:
    """The pattern of an address, with the language of public pages."""
    path = urlsplit(address).path
    try:
        route = resolve(path).route
    except Resolver404:
        route = path
    return route, path[1:3] if path[1:4] in ("en/", "es/") else ""


class Crawl:
    """What each page said on the way: what its policy refused, what failed, what was asked of others."""

    def __init__(self, page, server: str):
        self.page, self.server, self.faults = page, server, []
        self.seen: dict[tuple[str, str], str] = {}
        page.on("console", self.said)
        page.on("pageerror", lambda error: self.note(str(error)))
        page.on("requestfailed", lambda request: self.failed(request))
        page.on("request", self.asked)
        page.on("response", self.answered)

    def note(self, what: str) -> None:
        self.faults.append(f"{self.page.url}: {what}")

    def said(self, message) -> None:
        if message.type in ("error", "warning"):
            self.note(message.text)

    def asked(self, request) -> None:
        if not request.url.startswith((self.server, "data:")):
            self.note(f"asked for {request.url}")

    def failed(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":  # the next page was asked for before the icon had come
            self.note(f"{request.url} {request.failure}")

    def answered(self, response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.note(f"{response.status} {response.url}")

    def through(self, starts: list[str]) -> None:
        waiting = deque(starts)
        while waiting:
            address = waiting.popleft()
            of = kind(address)
            beyond = of[1] and sum(1 for _route, language in self.seen if language == of[1]) >= MORE_OF_A_LANGUAGE
            if of in self.seen or beyond or NO_PAGE.search(urlsplit(address).path):
                continue
            self.seen[of] = address
            self.page.goto(self.server + address)
            found = [urljoin(address, href) for href in self.page.evaluate(LINKS)]
            waiting.extend(link for link in found if link.startswith("/") and not link.startswith("//"))


@pytest.fixture
def register(transactional_db):
    return build()


@pytest.fixture
def crawl(register, officer, live_server):
    return Crawl(officer, live_server.url)


def test_no_page_is_refused_anything_or_asks_anybody_else(register, crawl):
    # Not every page of a record leads to its history.
    histories = [address(model, "history", record.pk) for model, record in register.records.items()]
    crawl.through([*STARTS, *histories])
    assert [fault for fault in crawl.faults if "status of 4" not in fault] == []
    opened = {f"/{route}" for route, _language in crawl.seen}
    missed = sorted({route.written for route in routes() if to_open(route)} - opened)
    assert missed == [], "\n".join(missed)


def to_open(route) -> bool:
    """A page that every noun has and that leads nowhere else; nobody adds rows of some nouns."""
    if (route.model, route.page) in LEADS_ELSEWHERE or route.page not in ("changelist", "add", "change", "history"):
        return False
    return route.page != "add" or bool(NOUNS[route.model].add)
