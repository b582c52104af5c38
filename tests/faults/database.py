"""PostgreSQL stops, hangs, or drops a connection in the middle of a save."""

import json
import threading
import time

import pytest
from django.db import connection

from tests.servers import postgresql
from tests.sites import Site, command, eventually

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="A file does not stop, and holds no connection."),
]
SENTENCES = ("Réessayez dans une minute.", "Try again in a minute.", "Inténtelo de nuevo")
PAGES = ("/fr/", "/en/partners/", "/es/legal/", "/api/v1/partners/")


@pytest.fixture
def server():
    with postgresql() as found:
        yield found


def is_told_to_come_back(answer) -> bool:
    assert int(answer.headers["Retry-After"]) > 0
    assert (
        "errors" in json.loads(answer.text)
        if answer.text.startswith("{")
        else all(map(answer.text.__contains__, SENTENCES))
    )
    return True


class Visitors:
    """They ask page after page, and never get anything but a page or a sentence."""

    def __init__(self, site):
        self.site, self.answers, self.on = site, [], threading.Event()

    def __enter__(self):
        self.threads = [threading.Thread(target=self.ask, args=[page]) for page in PAGES]
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_error):
        self.on.set()
        for thread in self.threads:
            thread.join(120)

    def ask(self, page):
        while not self.on.is_set():
            self.answers.append(self.site.ask("GET", page))

    def statuses(self) -> set[int]:
        return {answer.status for answer in self.answers}

    def wait_for(self, status: int) -> None:
        """An answer from now on."""
        known = len(self.answers)
        eventually(lambda: status in {answer.status for answer in self.answers[known:]})


def test_a_database_that_stops_under_requests_gives_pages_that_say_later_and_the_site_recovers_by_itself(server):
    with Site(workers=2, DATABASE_URL=server.url) as site, Visitors(site) as visitors:
        for _time in range(2):
            visitors.wait_for(200)
            server.stop()
            visitors.wait_for(503)
            assert site.ask("GET", "/health/ready").text.startswith("database: cannot be read\n")
            assert site.ask("GET", "/health/live").status == 200
            server.start()
            visitors.wait_for(200)
            eventually(lambda: site.ask("GET", "/health/ready").status == 200)
    assert visitors.statuses() == {200, 503}
    assert all(is_told_to_come_back(answer) for answer in visitors.answers if answer.status == 503)


def test_a_database_that_hangs_is_given_up_and_the_site_recovers_by_itself(server):
    with Site(workers=1, DATABASE_URL=server.url) as site:
        with Visitors(site) as visitors:
            visitors.wait_for(200)
            with server.held():
                began = time.monotonic()
                visitors.wait_for(503)
                assert time.monotonic() - began < 50
                # From then on nobody waits for longer than it takes to find out that nobody answers.
                began = time.monotonic()
                assert site.ask("GET", "/fr/").status == 503
                assert time.monotonic() - began < 15
                assert "database: no answer within 2 seconds\n" in site.ask("GET", "/health/ready").text
            visitors.wait_for(200)
        eventually(lambda: site.ask("GET", "/health/ready").status == 200)
    assert visitors.statuses() == {200, 503}


SLOW = """
CREATE FUNCTION slow() RETURNS trigger AS $$ BEGIN PERFORM pg_sleep(20); RETURN NEW; END $$ LANGUAGE plpgsql;
CREATE TRIGGER slow AFTER INSERT ON reversion_version FOR EACH ROW EXECUTE FUNCTION slow();
"""
STORED = " || ' ' || ".join(
    f"(SELECT count(*) FROM {table})" for table in ("inserm_intl_page", "reversion_revision", "django_admin_log")
)
ENTER = """
from django.contrib.auth.models import User; from django.test import Client
client = Client(); client.force_login(User.objects.create_superuser("claire")); print(client.cookies["sessionid"].value)
"""


def test_a_connection_that_is_lost_in_the_middle_of_a_save_leaves_nothing_half_written(server):
    stored = f"SELECT {STORED}"
    typed = {"slug": "nouvelle", "title_fr": "Nouvelle page", "body_fr": "Un texte."}
    with Site(DATABASE_URL=server.url) as site:
        site.cookies["sessionid"] = (
            command("shell", "-v0", "-c", ENTER, DATABASE_URL=server.url).communicate()[0].strip()
        )
        before = server.run(stored)
        server.run(SLOW)
        saving = threading.Thread(
            target=lambda: answers.append(site.post("/admin/inserm_intl/page/add/", "page_form", typed))
        )
        answers: list = []
        saving.start()
        eventually(lambda: server.sleeping() == 1)
        server.terminate_sleeping()
        saving.join(30)
        assert [answer.status for answer in answers] == [503]
        assert is_told_to_come_back(answers[0])
        assert server.run(stored) == before
        server.run("DROP TRIGGER slow ON reversion_version")
        assert site.post("/admin/inserm_intl/page/add/", "page_form", typed).status == 302
        counts = [int(count) for count in before.split()]
        assert server.run(stored) == " ".join(str(count + 1) for count in counts)
