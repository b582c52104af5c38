"""Redis stops or hangs: pages and data go on, logins wait for it, since nobody else counts the wrong tries."""

import time

import pytest
from django.contrib.auth.models import User

from inserm_intl.models import Run
from inserm_intl.readiness.runs import REMINDERS
from tests.factories import PageFactory
from tests.servers import redis
from tests.sites import Site, eventually

pytestmark = pytest.mark.django_db(transaction=True)
LIMITED = {"DJANGO_SETTINGS_MODULE": "tests.faults.as_served"}
READ = ("/fr/", "/fr/policy/", "/en/partners/?q=x", "/api/v1/partners/", "/api/v1/partners.csv", "/sitemap.xml")


@pytest.fixture
def server():
    Run.objects.ended_well(REMINDERS)
    User.objects.create_superuser("claire", "claire@example.org", "demo")
    PageFactory(slug="policy")
    with redis() as found:
        yield found


def logged_in(site) -> int:
    site.cookies.pop("sessionid", None)
    return site.log_in("claire", "demo").status


def goes_on_without(site) -> bool:
    began = time.monotonic()
    assert [site.ask("GET", path).status for path in READ] == [200] * len(READ)
    refused = site.log_in("claire", "demo")
    assert refused.status == 503
    assert "Réessayez dans une minute." in refused.text
    assert int(refused.headers["Retry-After"]) > 0
    ready = site.ask("GET", "/health/ready")
    assert (ready.status, ready.text.split(":")[0]) == (503, "cache")
    assert time.monotonic() - began < 30
    return True


def test_without_redis_all_that_is_public_goes_on_and_logins_come_back_with_it(server):
    with Site(workers=2, CACHE_URL=server.url, **LIMITED) as site:
        assert site.ask("GET", "/health/ready").text == "ready\n"
        assert logged_in(site) == 302
        server.stop()
        assert goes_on_without(site)
        server.start()
        eventually(lambda: site.ask("GET", "/health/ready").status == 200)
        assert logged_in(site) == 302


def test_a_redis_that_hangs_holds_nobody_up_for_long(server):
    with Site(CACHE_URL=server.url, **LIMITED) as site:
        assert logged_in(site) == 302
        with server.held():
            assert goes_on_without(site)
        eventually(lambda: logged_in(site) == 302)


def test_who_is_in_goes_on_working_without_redis(server):
    with Site(CACHE_URL=server.url, **LIMITED) as site:
        site.enter(User.objects.get())
        server.stop()
        typed = {"slug": "nouvelle", "title_fr": "Nouvelle page", "body_fr": "Un texte."}
        assert site.post("/admin/inserm_intl/page/add/", "page_form", typed).status == 302
