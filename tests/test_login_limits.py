"""How often one may be wrong, and who is not kept out by others' tries."""

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from inserm_intl import settings as site
from tests.test_login import LOGIN, PASSWORD, is_in, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _as_on_the_site(settings):
    settings.ACCOUNT_RATE_LIMITS = site.ACCOUNT_RATE_LIMITS
    cache.clear()


@pytest.fixture
def claire():
    return User.objects.create_user("claire", password=PASSWORD, is_staff=True)


def tries(count, **sent):
    """The statuses of wrong tries, each from another browser."""
    return [log_in(Client(), **{"password": "wrong", **sent}).status_code for _number in range(count)]


def test_an_account_is_tried_five_times_whether_it_exists_or_not(claire):
    assert tries(7) == [200] * 5 + [429] * 2
    cache.clear()
    assert tries(7, name="nobody") == [200] * 5 + [429] * 2


def test_capitals_make_no_other_account(claire):
    assert tries(3) + tries(3, name="CLAIRE") == [200] * 5 + [429]


def test_an_address_tries_nine_times_in_a_minute_whatever_the_accounts(claire):
    assert [tries(1, name=f"name{number}")[0] for number in range(10)] == [200] * 9 + [429]
    assert log_in(Client(REMOTE_ADDR="192.0.2.1"), "name0", "wrong").status_code == 200


def test_forging_where_one_comes_from_changes_nothing(claire):
    forged = [{"x_forwarded_for": f"192.0.2.{number}", "x_real_ip": f"192.0.2.{number}"} for number in range(10)]
    told = [log_in(Client(), f"name{n}", "wrong", **headers).status_code for n, headers in enumerate(forged)]
    assert told == [200] * 9 + [429]


def test_behind_a_proxy_of_ours_the_address_is_the_one_it_saw(claire, settings):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": 1}
    one = [f"192.0.2.{number}, 198.51.100.7" for number in range(10)]
    told = [log_in(Client(), f"a{n}", "wrong", x_forwarded_for=chain).status_code for n, chain in enumerate(one)]
    assert told == [200] * 9 + [429]
    assert log_in(Client(), "b", "wrong", x_forwarded_for="198.51.100.7, 198.51.100.8").status_code == 200


@pytest.mark.parametrize("proxies", [1, 2, 3])
@pytest.mark.parametrize("chain", ["", "192.0.2.1", "x", ",", "192.0.2.1,", "[::1]:80, unknown", "\x00", "é" * 300])
def test_a_chain_of_addresses_that_makes_no_sense_breaks_nothing(claire, settings, proxies, chain):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    assert log_in(Client(), x_forwarded_for=chain).status_code == 302
    assert log_in(Client(), "nobody", x_forwarded_for=chain).status_code == 200


def test_a_network_of_ipv6_counts_as_one_and_addresses_of_ipv4_written_so_do_not(claire):
    one = [log_in(Client(REMOTE_ADDR=f"2001:db8::{n}"), f"a{n}", "wrong").status_code for n in range(1, 11)]
    assert one == [200] * 9 + [429]
    mapped = [log_in(Client(REMOTE_ADDR=f"::ffff:192.0.2.{n}"), f"b{n}", "wrong").status_code for n in range(1, 11)]
    assert mapped == [200] * 10


def test_a_right_try_costs_nothing_and_clears_nothing(claire):
    for _number in range(2):
        assert tries(2) == [200] * 2
        assert [log_in(Client()).status_code for _again in range(10)] == [302] * 10
    assert tries(2) == [200, 429]


def test_whoever_tries_a_colleague_s_account_for_hours_keeps_nobody_out_of_their_own_browser(claire):
    own = Client()
    log_in(own)
    own.post("/account/logout/")
    while tries(1) == [200]:
        pass
    assert log_in(Client(REMOTE_ADDR="192.0.2.9")).status_code == 429
    assert log_in(own).status_code == 302
    assert is_in(own)


def test_a_browser_that_is_known_is_wrong_no_more_often_and_only_for_its_own_account(claire):
    own = Client()
    log_in(own)
    own.post("/account/logout/")
    User.objects.create_user("paul", password=PASSWORD, is_staff=True)
    assert [log_in(own, password="wrong").status_code for _again in range(6)] == [200] * 5 + [429]
    assert tries(5, name="paul") == [200] * 5
    assert log_in(own, name="paul").status_code == 429


def test_who_must_wait_is_told_for_how_long_in_their_language(claire, time_machine):
    time_machine.move_to("2026-06-30T10:00:00+00:00", tick=False)
    tries(5)
    time_machine.shift(70)
    told = {}
    for language in ("fr", "en", "es"):
        client = Client()
        client.cookies["django_language"] = language
        told[language] = log_in(client)
    assert {answer["Retry-After"] for answer in told.values()} == {"230"}
    assert "Il y a eu trop d’essais. Attendez 4 minutes, puis réessayez." in told["fr"].content.decode()
    assert "There have been too many tries. Wait 4 minutes, then try again." in told["en"].content.decode()
    assert "Ha habido demasiados intentos. Espere 4 minutos" in told["es"].content.decode()
    assert "no-store" in told["fr"]["Cache-Control"]
    time_machine.shift(229)
    assert log_in(Client()).status_code == 429
    time_machine.shift(2)
    assert log_in(Client()).status_code == 302


def test_who_is_in_is_not_wrong_more_often_about_their_own_password(claire):
    client = Client()
    log_in(client)
    changed = {"oldpassword": "wrong", "password1": "autre chose, de long", "password2": "autre chose, de long"}
    told = [client.post("/account/password/", changed).status_code for _again in range(10)]
    assert told == [200] * 9 + [429]
    told = [client.post("/account/reauthenticate/", {"password": "wrong"}).status_code for _again in range(6)]
    assert told == [200] * 5 + [429]


def test_the_page_on_which_one_types_counts_nothing(claire):
    assert [Client().get(LOGIN).status_code for _again in range(20)] == [200] * 20
