"""Logins at the site as it is served, by several processes at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache

from tests.sites import Site
from tests.test_login import LOGIN, PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


def test_wrong_tries_count_over_all_processes_and_name_nobody_in_the_logs():
    cache.clear()
    User.objects.create_user("claire", password=PASSWORD, is_staff=True)
    with Site(workers=2, LOGIN_LIMITS="1", TRUSTED_PROXIES="1") as site:

        def log_in(name="claire", password="geheim", address="192.0.2.1", forged="203.0.113.1") -> int:
            sent = {"login": name, "password": password}
            return site.ask("POST", LOGIN, sent, X_Forwarded_For=f"{forged}, {address}").status

        assert len(site.processes()) == 2
        assert [log_in() for _number in range(7)] == [200] * 5 + [429] * 2
        assert log_in(password=PASSWORD, address="192.0.2.2") == 429
        one_address = [log_in(f"name{n}", forged=f"203.0.113.{n}", address="192.0.2.3") for n in range(11)]
        assert one_address == [200] * 9 + [429] * 2
        with ThreadPoolExecutor(20) as many:
            # Each from another address, or that of one address would be full sooner.
            tries = [many.submit(log_in, "paul", address=f"192.0.2.{number}") for number in range(100, 120)]
            at_once = [answer.result() for answer in tries]
        assert set(at_once) == {200, 429}
        assert at_once.count(200) <= 5
        assert log_in("paul", address="192.0.2.121") == 429
        cache.clear()
        assert log_in(password=PASSWORD) == 302
    assert {200, 302, 429} <= {line.get("status") for line in site.lines()}
    for word in ("claire", "name3", "paul", "geheim", PASSWORD, "192.0.2.", "203.0.113."):
        assert word not in site.said()
