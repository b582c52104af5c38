"""Lines of a real server and of a real command: each an object, none with what anybody sent, stored or is called.

The words that must not be there are sent through every kind of request and of failure.
"""

import base64
import re
import subprocess
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.contrib.auth.models import User
from django.db import connection

from partners.models import Contact, Institution
from tests import papers
from tests.admin_forms import address
from tests.factories import DeadlineFactory, InstitutionFactory, in_force
from tests.once import ONE_DATABASE
from tests.sites import Site, command, environment
from tests.spreadsheets import as_csv

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]

WORD = "zqcanaryx"
SECRET = base64.b64encode(f"{WORD}:{WORD}".encode()).decode()
WHO = "203.0.113.77"
SENT = {
    "Authorization": f"Basic {SECRET}",
    "Referer": f"https://{WORD}.example.org/{WORD}?q={WORD}",
    "User_Agent": WORD,
    "X_Forwarded_For": WHO,
    "X_Request_ID": WORD,
    "X_Forwarded_Host": f"{WORD}.example.org",
}
FIELDS = {
    *("time", "level", "logger", "event", "process", "request", "method", "route", "status", "seconds", "bytes"),
    *("account", "place", "errors"),
}
BROKEN_FORM = f'--x\r\nContent-Disposition: form-data; name="{WORD}"; filename="{WORD}.pdf"\r\n\r\n{WORD}'


@pytest.fixture
def officer():
    return User.objects.create_superuser(WORD, f"{WORD}@example.org", WORD, first_name=WORD, last_name=WORD)


@contextmanager
def refusing_logins():
    """The database refuses to write down a login, for a reason unknown to the site; PostgreSQL quotes the row."""
    made, undone = {
        "sqlite": (
            f"CREATE TRIGGER refusing BEFORE UPDATE ON auth_user BEGIN SELECT RAISE(ABORT, '{WORD}'); END",
            "DROP TRIGGER refusing",
        ),
        "postgresql": (
            "ALTER TABLE auth_user ADD CONSTRAINT refusing CHECK (last_login IS NULL) NOT VALID",
            "ALTER TABLE auth_user DROP CONSTRAINT refusing",
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(made)
        try:
            yield
        finally:
            cursor.execute(undone)


def ask_everything_as_a_visitor(site) -> set[int]:
    """What came back."""
    paths = ["/fr/?q={}", "/fr/partners/{}/", "/fr/agreements/?on={}", "/fr/search/?q={}", "/{}", "/static/{}.css"]
    paths += ["/api/v1/partners/?q={}", "/api/v1/agreements.csv?on={}", "/api/v1/{}/", "/calendar/{}.ics"]
    answers = [site.ask("GET", path.format(WORD), **SENT) for path in paths]
    answers.append(site.ask("GET", "/fr/", Host=f"{WORD}.example.org"))
    answers.append(site.ask(WORD.upper(), "/fr/partners/"))
    answers.append(site.ask("GET", "/admin/login/"))
    answers.append(site.ask("POST", "/admin/login/", {"username": WORD, "password": WORD, "login": WORD}, **SENT))
    form = {"Content_Type": "multipart/form-data; boundary=x", "X_CSRFToken": "t" * 32}
    answers.append(site.ask("POST", "/i18n/setlang/", BROKEN_FORM, **form))
    answers.append(site.ask("POST", "/admin/login/", f"username={WORD}", **SENT))
    return {answer.status for answer in answers}


def ask_everything_as_an_officer(site, agreement, partner) -> set[int]:
    paths = [f"/admin/agreements/agreement/?q={WORD}", address(type(agreement), "change", agreement.pk)]
    paths += [f"/admin/search/?q={WORD}", f"/admin/agreements/agreement/{WORD}/change/", f"/admin/?{WORD}={WORD}"]
    answers = [site.ask("GET", path) for path in paths]
    upload = {
        "documents-2-TOTAL_FORMS": 1,
        "documents-2-0-upload": papers.upload(f"{WORD}.pdf", b"%PDF-" + WORD.encode()),
    }
    answers.append(site.post(address(type(agreement), "change", agreement.pk), "agreement_form", upload))
    rows = as_csv([{"Référence": WORD, "Nom": WORD, "Sigle": WORD}])
    answers.append(site.ask("POST", address(Institution, "import"), {"file": papers.upload(f"{WORD}.csv", rows)}))
    contact = {"name": WORD, "email": f"{WORD}@example.org", "phone": WHO, "function": WORD, "institution": partner.pk}
    answers.append(site.post(address(Contact, "add"), "contact_form", contact))
    return {answer.status for answer in answers}


def test_no_line_of_a_served_site_holds_what_anybody_sent_or_stored(officer):
    partner = InstitutionFactory(name_fr=WORD, slug=WORD)
    agreement = in_force(title_fr=WORD)
    with Site() as site:
        site.cookies["sessionid"] = WORD
        assert ask_everything_as_a_visitor(site) == {200, 302, 400, 403, 404, 405}
        refused = b"GET /%s HTTP/1.1\r\nHo st: %s\r\n\r\n" % (WORD.encode(), WORD.encode())
        assert site.send(refused).startswith(b"HTTP/1.1 400")
        assert site.send(b"GET /%s\x00 %s\r\n\r\n" % (WORD.encode(), WORD.encode())).startswith(b"HTTP/1.1 400")
        site.enter(officer)
        assert ask_everything_as_an_officer(site, agreement, partner) == {200, 302}
        session = site.cookies.pop("sessionid")
        with refusing_logins():
            assert site.log_in(WORD, WORD).status == 500
    for hidden in (WORD, WORD.upper(), SECRET, WHO, "127.0.0.1", session, site.cookies["csrftoken"]):
        assert hidden not in site.said(), hidden
    lines = site.lines()
    assert len(lines) > 30
    assert set().union(*lines) == FIELDS
    (fault,) = [line for line in lines if line["logger"] == "django.request"]
    classes = [error["class"] for error in fault["errors"]]
    codes = [error["code"] for error in fault["errors"] if "code" in error]
    assert classes[0] == "django.db.utils.IntegrityError"
    assert codes == (["SQLITE_CONSTRAINT_TRIGGER"] if connection.vendor == "sqlite" else ["23514 refusing"])
    answered = [line for line in lines if line.get("status") == 500]
    assert [line["request"] for line in answered] == [fault["request"]]
    assert officer.pk in {line.get("account") for line in lines}


def test_the_line_of_a_request_tells_its_route_and_what_it_took():
    InstitutionFactory(slug="riken")
    with Site() as site:
        answer = site.ask("GET", "/en/partners/riken/?q=x")
    line = next(line for line in site.lines() if line.get("route", "").startswith("en/"))
    assert "X-Request-ID" not in answer.headers
    datetime.fromisoformat(line.pop("time"))
    assert 0 < line.pop("seconds") < 30
    assert line.pop("bytes") == len(answer.text.encode())
    assert re.fullmatch("[0-9a-f]{32}", line.pop("request"))
    assert line.pop("process") > 1
    assert line == {
        "level": "info",
        "logger": "gunicorn.access",
        "event": "request",
        "method": "GET",
        "route": "en/partners/<slug:slug>/",
        "status": 200,
    }


def test_a_site_that_is_tried_on_a_terminal_is_quiet_while_all_is_well():
    """As `make run` serves it."""
    with Site(GUNICORN_CMD_ARGS="--log-level warning") as site:
        assert site.ask("GET", "/fr/").status == 200
    assert site.said() == ""


def test_the_page_of_a_fault_names_the_number_that_a_trusted_proxy_gave_its_request(officer):
    number = "0123456789abcdef" * 2
    with Site(TRUSTED_PROXIES="1") as site, refusing_logins():
        answer = site.log_in(WORD, WORD, X_Request_ID=number)
    assert answer.status == 500
    assert answer.headers["X-Request-ID"] == number
    assert f"<code>{number}</code>" in answer.text
    assert {line["request"] for line in site.lines() if line.get("status") == 500} == {number}


def test_a_site_without_its_database_says_so_without_its_password(closed_port):
    with Site(DATABASE_URL=f"postgres://{WORD}:{WORD}@127.0.0.1:{closed_port}/{WORD}") as site:
        assert site.ask("GET", "/fr/").status == 503
        assert site.ask("GET", "/health/ready").text.splitlines()[0] == "database: cannot be read"
    assert WORD not in site.said()
    told = [line["errors"][0] for line in site.lines() if "errors" in line]
    assert [error["class"] for error in told] == ["django.db.utils.OperationalError"]


def test_reminders_that_fail_name_nobody(officer, closed_port):
    in_force(title_fr=WORD)
    DeadlineFactory(officer=officer, what=WORD)
    run = command("send_reminders", EMAIL_URL=f"smtp://{WORD}:{WORD}@127.0.0.1:{closed_port}")
    said = run.communicate()[0]
    assert run.returncode != 0
    assert f"account {officer.pk}: ConnectionRefusedError ECONNREFUSED" in said
    assert WORD not in said


def test_a_command_that_breaks_where_nobody_reads_along_names_nobody(officer):
    code = f"from partners.models import Contact; Contact.objects.create(name='{WORD}', institution_id=1)"
    run = command("shell", "--verbosity", "0", "-c", code)
    said = run.communicate()[0]
    assert run.returncode != 0
    assert '"event": "The program ended"' in said
    assert said.splitlines()[-1] == "Stopped by django.db.utils.IntegrityError: on a terminal it says why."
    assert WORD not in said


def test_a_warning_is_a_line_that_tells_its_kind_and_place_and_not_its_words():
    said = command("shell", "--verbosity", "0", "-c", f"import warnings; warnings.warn('{WORD}')").communicate()[0]
    assert re.search(r'"event": "UserWarning at \S+:1"', said)
    assert WORD not in said


def test_a_site_that_cannot_start_says_which_setting_is_missing():
    left_out = {name: value for name, value in environment().items() if name != "DJANGO_SECRET_KEY"}
    said = subprocess.run(
        [".venv/bin/gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "127.0.0.1:0"],
        env={**left_out, "DJANGO_SETTINGS_MODULE": "inserm_intl.settings", "DJANGO_SECRET_KEY": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert said.returncode == 3
    assert "DJANGO_SECRET_KEY is not set" in said.stderr
