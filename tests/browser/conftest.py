"""A real browser, Debian's Chromium, on a real server. Nothing may come from anywhere else."""

import os
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User

# The browser's event loop runs in the tests' thread; Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    # Of what passes it would find and send back every element, in thrice the time.
    "resultTypes": ["violations"],
    # It would load style sheets that import others a second time, inline, which the security policy forbids.
    "preload": False,
}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture
def new_context(new_context):
    """Fail the test when a page asks another host for anything, breaks its security policy or a script fails."""
    faults = []

    def request(request):
        if urlsplit(request.url).hostname not in {"127.0.0.1", "localhost", None}:
            faults.append(f"A page asked for {request.url}")

    def console(message):
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            faults.append(message.text)

    def watched(**options):
        context = new_context(**options)
        context.set_default_timeout(10_000)
        context.on("request", request)
        context.on("console", console)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        return context

    yield watched
    assert not faults, "\n".join(faults)


@pytest.fixture
def log_in(page, live_server):
    """Return a function: the page, where somebody has come in by the admin's door, and where it then leads."""

    def come_in(name, where="/admin/"):
        page.goto(f"{live_server}/admin/login/?next={where}")
        page.get_by_label("Nom d’utilisateur").fill(name)
        page.get_by_label("Mot de passe").fill("demo")
        page.get_by_role("button", name="Connexion").click()
        page.wait_for_url(f"{live_server}{where}")
        return page

    return come_in


@pytest.fixture
def officer(log_in):
    """A page where an officer who may do everything has logged in."""
    User.objects.create_superuser("claire", password="demo")
    return log_in("claire")


@pytest.fixture
def axe():
    """Return a function: a page's accessibility faults, one readable line each, none for a good page."""

    def faults(page):
        # A click ends when the next page begins to arrive: there may be nothing to look at yet.
        page.wait_for_load_state()
        # Half a megabyte of script: a page that is looked at again has it.
        known = Axe("0") if page.evaluate("'axe' in window") else Axe()
        found = known.run(page, options=AXE)
        return [
            f"{page.url} {rule['id']}: {rule['help']}: {' '.join(map(str, node['target']))} {node['html'][:200]}"
            for rule in found.response["violations"]
            for node in rule["nodes"]
        ]

    return faults
