"""The site is told to stop or to begin anew while visitors ask: whoever was let in gets a whole answer."""

import http.client
import signal
import threading

import pytest

from tests.factories import InstitutionFactory
from tests.sites import Site, eventually

pytestmark = pytest.mark.django_db(transaction=True)


class Visitors:
    """Each asks again and again; an answer that breaks off is kept as a fault, a door that is closed is not."""

    def __init__(self, site, many=8):
        self.site, self.many = site, many
        self.statuses: list[int] = []
        self.broken: list[Exception] = []
        self.over = threading.Event()

    def __enter__(self):
        self.threads = [threading.Thread(target=self.ask) for _number in range(self.many)]
        for thread in self.threads:
            thread.start()
        eventually(lambda: len(self.statuses) > 10)
        return self

    def __exit__(self, *_error):
        self.over.set()
        for thread in self.threads:
            thread.join(60)

    def ask(self):
        while not self.over.is_set():
            try:
                self.statuses.append(self.site.ask("GET", "/fr/partners/").status)
            except ConnectionRefusedError:
                return
            except (http.client.HTTPException, OSError) as error:
                self.broken.append(error)


@pytest.fixture(autouse=True)
def _partners():
    for number in range(30):
        InstitutionFactory(slug=f"i{number}")


def test_who_is_in_when_the_site_is_told_to_stop_gets_a_whole_answer():
    with Site(workers=2) as site, Visitors(site) as visitors:
        site.process.send_signal(signal.SIGTERM)
        assert site.process.wait(45) == 0
    assert set(visitors.statuses) == {200}
    # A connection that the system took for the site, but the site not yet: no request was begun on it.
    assert {type(error) for error in visitors.broken} <= {ConnectionResetError, http.client.RemoteDisconnected}
    assert len(visitors.broken) <= visitors.many


def test_a_site_that_is_told_to_begin_anew_loses_no_request():
    with Site(workers=2) as site, Visitors(site) as visitors:
        before = set(site.processes())
        site.process.send_signal(signal.SIGHUP)
        eventually(lambda: not before & set(site.processes()))
        known = len(visitors.statuses)
        eventually(lambda: len(visitors.statuses) > known + 10)
        visitors.over.set()
    assert set(visitors.statuses) == {200}
    assert visitors.broken == []


def test_a_worker_that_is_killed_is_replaced():
    with Site() as site:
        site.kill_workers()
        eventually(lambda: site.ask("GET", "/fr/partners/").status == 200, seconds=20)
