"""The second factor: set up, asked for, required, lost; and what is kept of it."""

import json
import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client

from inserm_intl import settings as site
from inserm_intl.accounts.sealing import opened, sealed
from tests import factories as make
from tests.staff import logged_in, roles
from tests.test_login import PASSWORD, is_in, log_in

pytestmark = pytest.mark.django_db
SET_UP, TYPE, AGAIN = "/account/2fa/totp/", "/account/2fa/authenticate/", "/account/2fa/reauthenticate/"


@pytest.fixture(autouse=True)
def _codes_of_this_test_only():
    cache.clear()


@pytest.fixture
def claire():
    return User.objects.create_superuser("claire", password=PASSWORD)


def codes(secret) -> list[str]:
    """Those of half a minute ago, of now, and of the next: each is good once."""
    return [format_hotp_value(hotp_value(secret, counter)) for counter in yield_hotp_counters_from_time()]


def set_up(client) -> tuple[str, list[str]]:
    """The key and the recovery codes of an account that is in."""
    (secret,) = re.findall(r'class="key">(\w+)<', client.get(SET_UP).content.decode())
    done = client.post(SET_UP, {"code": codes(secret)[1]})
    page = client.get(done.url).content.decode()
    return secret, re.findall(r"<code>(\d+)</code>", page)


@pytest.fixture
def phone(claire):
    """The key in her phone, and her recovery codes."""
    client = Client()
    log_in(client)
    kept = set_up(client)
    cache.clear()
    return kept


def test_a_code_of_the_phone_is_asked_after_the_password(client, phone):
    secret, _recovery = phone
    assert log_in(client, after="/admin/partners/").url == TYPE
    assert not is_in(client)
    assert client.post(TYPE, {"code": "000000"}).status_code == 200
    assert not is_in(client)
    assert client.post(TYPE, {"code": codes(secret)[1]}).url == "/admin/partners/"
    assert is_in(client)


def test_setting_one_up_ends_the_sessions_that_a_password_alone_has_opened(claire):
    here, there = Client(), Client()
    for browser in (here, there):
        log_in(browser)
    set_up(here)
    assert (is_in(here), is_in(there)) == (True, False)
    assert there.post("/account/2fa/totp/remove/").status_code == 302
    assert Authenticator.objects.count() == 2


def test_a_code_is_good_once_even_for_who_has_seen_it_typed(client, phone):
    secret, _recovery = phone
    for browser, status in ((client, 302), (Client(), 200)):
        log_in(browser)
        assert browser.post(TYPE, {"code": codes(secret)[1]}).status_code == status


def test_a_recovery_code_replaces_the_phone_once(client, phone):
    _secret, recovery = phone
    assert len(set(recovery)) == 10
    for browser, status in ((client, 302), (Client(), 200)):
        log_in(browser)
        assert browser.post(TYPE, {"code": recovery[3]}).status_code == status
    assert "Il vous reste 9 codes" in client.get("/account/2fa/").content.decode()


def test_recovery_codes_are_shown_once_and_can_be_made_anew(client, phone):
    secret, recovery = phone
    log_in(client)
    client.post(TYPE, {"code": codes(secret)[1]})
    shown = client.get("/account/2fa/codes/").content.decode()
    assert not any(code in shown for code in recovery)
    assert "****" not in shown
    done = client.post("/account/2fa/codes/renew/")
    anew = re.findall(r"<code>(\d+)</code>", client.get(done.url).content.decode())
    assert len(anew) == 10
    assert not set(anew) & set(recovery)


@pytest.mark.parametrize("page", [TYPE, AGAIN, SET_UP])
def test_codes_are_tried_five_times(client, claire, settings, page):
    settings.ACCOUNT_RATE_LIMITS = site.ACCOUNT_RATE_LIMITS
    log_in(client)
    if page != SET_UP:
        set_up(client)
        cache.clear()
    else:
        client.get(SET_UP)
    if page == TYPE:
        client.post("/account/logout/")
        log_in(client)
    told = [client.post(page, {"code": f"00000{number}"}).status_code for number in range(7)]
    assert told == [200] * 5 + [429] * 2


def test_other_browsers_tries_of_codes_count_together(phone, settings):
    settings.ACCOUNT_RATE_LIMITS = site.ACCOUNT_RATE_LIMITS
    told = []
    for _number in range(6):
        browser = Client()
        log_in(browser)
        told.append(browser.post(TYPE, {"code": "000000"}).status_code)
    assert told == [200] * 5 + [429]


def test_the_key_is_drawn_and_written_without_style_or_script(client, claire):
    log_in(client)
    page = client.get(SET_UP).content.decode()
    assert re.search(r'<div class="qr" role="img" aria-label="[^"]+"><svg', page)
    assert "style=" not in page
    assert "<script" not in page
    assert "data:" not in page


def test_setting_one_up_asks_for_the_password_again_after_a_while(client, claire, time_machine):
    time_machine.move_to("2026-06-30T10:00:00+00:00", tick=False)
    log_in(client)
    time_machine.shift(600)
    asked = client.get(SET_UP)
    assert asked.url.startswith("/account/reauthenticate/?next=")
    assert client.post("/account/reauthenticate/", {"password": "wrong", "next": SET_UP}).status_code == 200
    assert client.post("/account/reauthenticate/", {"password": PASSWORD, "next": SET_UP}).url == SET_UP
    assert client.get(SET_UP).status_code == 200


def kept() -> str:
    return json.dumps([*Authenticator.objects.values_list("data", flat=True)])


def test_a_dump_of_the_database_alone_does_not_give_the_key(phone, settings):
    secret, recovery = phone
    assert secret not in kept()
    assert not any(code in kept() for code in recovery)
    (text,) = (row["secret"] for row in Authenticator.objects.filter(type="totp").values_list("data", flat=True))
    assert opened(text) == secret
    settings.SECRET_KEY = "another"
    assert opened(text) != secret


def test_a_site_whose_secret_has_changed_refuses_the_codes_and_keeps_the_rest(client, phone, settings):
    secret, recovery = phone
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    for code in (codes(secret)[1], recovery[0]):
        browser = Client()
        log_in(browser)
        assert browser.post(TYPE, {"code": code}).status_code == 200
        assert not is_in(browser)
    settings.SECRET_KEY_FALLBACKS = [before]
    log_in(client)
    assert client.post(TYPE, {"code": codes(secret)[2]}).status_code == 302


def test_once_all_is_sealed_again_the_secret_before_may_go(client, phone, settings, capsys):
    secret, recovery = phone
    log_in(client)
    assert client.post(TYPE, {"code": codes(secret)[0]}).status_code == 302
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another", [settings.SECRET_KEY]
    assert is_in(client)
    call_command("seal_again")
    assert "All second factors are sealed" in capsys.readouterr().out
    settings.SECRET_KEY_FALLBACKS = []
    assert is_in(client)
    for code in (codes(secret)[2], recovery[0]):
        log_in(browser := Client())
        assert browser.post(TYPE, {"code": code}).status_code == 302
        assert is_in(browser)
    settings.SECRET_KEY = "a third"
    with pytest.raises(CommandError, match=rf"accounts \[{User.objects.get().pk}\]"):
        call_command("seal_again")


def test_what_is_sealed_twice_looks_different():
    assert sealed("a") != sealed("a")


# Required by the site


@pytest.fixture
def required(settings):
    settings.REQUIRE_TOTP = True


def test_where_it_is_required_nothing_opens_before_it_is_set_up(client, claire, required):
    draft = make.in_force(published=False, title_fr="Secret")
    there = f"/fr/agreements/{draft.reference}/"
    assert log_in(client).url == f"{SET_UP}?next=%2Fadmin%2F"
    for page in ("/admin/", "/admin/agreements/agreement/", "/admin/search/?q=a", "/admin/nothing/", "/admin/jsi18n/"):
        assert client.get(page).url.startswith(SET_UP), page
        assert client.post(page).url.startswith(SET_UP), page
    assert client.get(there).status_code == 404
    assert "staff-bar" not in client.get("/fr/agreements/").content.decode()
    set_up(client)
    assert is_in(client)
    assert client.get(there).status_code == 200


def test_a_session_from_before_it_was_required_is_led_there_too(client, claire, settings):
    log_in(client)
    assert is_in(client)
    settings.REQUIRE_TOTP = True
    assert client.get("/admin/").url == f"{SET_UP}?next=%2Fadmin%2F"
    assert client.get("/account/login/", follow=True).redirect_chain[-1][0].startswith(SET_UP)


def test_so_is_one_in_which_no_code_was_typed(client, phone, claire, required):
    secret, _recovery = phone
    client.force_login(claire)
    assert client.get("/admin/partners/").url == f"{AGAIN}?next=%2Fadmin%2Fpartners%2F"
    assert client.post(AGAIN, {"code": codes(secret)[2], "next": "/admin/partners/"}).url == "/admin/partners/"
    assert is_in(client)


def test_a_login_with_a_code_is_all_that_is_asked(client, phone, required):
    secret, _recovery = phone
    log_in(client)
    assert client.post(TYPE, {"code": codes(secret)[1]}).url == "/admin/"
    assert is_in(client)


def test_who_takes_another_phone_sets_it_up_before_going_on(client, phone, required):
    secret, _recovery = phone
    log_in(client)
    client.post(TYPE, {"code": codes(secret)[1]})
    client.post("/account/2fa/totp/remove/")
    assert Authenticator.objects.count() == 0
    assert client.get("/admin/").url.startswith(SET_UP)
    assert set_up(client)[0] != secret
    assert is_in(client)


# Lost


def test_an_administrator_removes_it_for_who_has_lost_their_phone(client, phone, claire):
    roles()
    secret, _recovery = phone
    log_in(client)
    client.post(TYPE, {"code": codes(secret)[1]})
    User.objects.filter(pk=claire.pk).update(is_superuser=False)
    chosen = {"action": "reset_second_factor", "_selected_action": [claire.pk]}
    boss = logged_in(role="administrator", name="boss")
    told = boss.post("/admin/auth/user/", chosen, follow=True).content.decode()
    assert "Le second facteur de 1 compte a été retiré" in told
    assert not is_in(client)
    assert log_in(client).url == "/admin/"
    logged = LogEntry.objects.get(object_id=str(claire.pk))
    assert (logged.user.username, logged.get_change_message()) == ("boss", "Second facteur retiré.")


def test_an_administrator_does_not_remove_that_of_a_superuser(phone, claire):
    roles()
    boss = logged_in(role="administrator", name="boss")
    boss.post("/admin/auth/user/", {"action": "reset_second_factor", "_selected_action": [claire.pk]})
    assert Authenticator.objects.filter(user=claire).count() == 2
    assert LogEntry.objects.count() == 0


def test_the_list_of_accounts_says_who_has_one(client, phone, claire):
    User.objects.create_user("paul", is_staff=True)
    client.force_login(claire)
    rows = client.get("/admin/auth/user/").context["cl"].result_list
    assert {row.username: row.has_totp for row in rows} == {"claire": True, "paul": False}


def test_the_last_administrator_asks_whoever_runs_the_server(phone, claire, capsys):
    call_command("reset_second_factor", "claire")
    assert Authenticator.objects.count() == 0
    assert "Removed." in capsys.readouterr().out
    assert LogEntry.objects.get().get_change_message() == "Second factor removed on the server."
    with pytest.raises(CommandError, match="has no second factor"):
        call_command("reset_second_factor", "claire")
    with pytest.raises(CommandError, match="no such account"):
        call_command("reset_second_factor", "nobody")
