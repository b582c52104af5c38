"""The institute's own login: it says who somebody is, and takes in nobody by itself."""

import time
from urllib.parse import urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth.models import User
from django.test import Client

from inserm_intl.settings import institutes_login
from tests.oidc_provider import CLIENT, SECRET, provider
from tests.test_login import LOGIN, PASSWORD, is_in, log_in
from tests.test_second_factor import codes, set_up
from tests.test_settings import SITE, started

pytestmark = pytest.mark.django_db
LEAVE = "/account/oidc/login/"


@pytest.fixture
def institute(settings, monkeypatch):
    monkeypatch.setenv("OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("OIDC_CLIENT_SECRET", SECRET)
    with provider() as server:
        settings.OIDC_SERVER_URL = server.address
        settings.SOCIALACCOUNT_PROVIDERS = institutes_login(settings.OIDC_ID, "Inserm", server.address)
        yield server


@pytest.fixture
def claire():
    return User.objects.create_user("claire", "Claire@Example.org", PASSWORD, is_staff=True)


def leave(client, **sent):
    """Where the institute's login leads back to, with its code."""
    left = client.post(LEAVE, sent)
    assert left.status_code == 200
    where = left["Refresh"].removeprefix("0; url=")
    assert f'href="{where.replace("&", "&amp;")}"' in left.content.decode()
    back = requests.get(where, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith("http://testserver/account/oidc/callback/?")
    return "?".join(urlsplit(back)[2:4])


def come_back(client, **sent):
    return client.get(leave(client, **sent))


def test_an_account_with_the_address_that_it_vouches_for_is_in(client, institute, claire):
    assert come_back(client, next="/admin/partners/").url == "/admin/partners/"
    assert client.get("/admin/").context["user"] == claire
    assert institute.asked == ["/.well-known/openid-configuration", "/authorize", *institute.asked[2:]]
    assert {"/token", "/userinfo"} <= set(institute.asked)


def test_nothing_of_what_it_says_is_kept_and_the_password_stays(client, institute, claire):
    institute.person |= {"given_name": "Mallory", "preferred_username": "root", "is_staff": True, "name": "Mallory"}
    before = User.objects.values().exclude(pk=0).get(pk=claire.pk)
    come_back(client)
    after = User.objects.values().get(pk=claire.pk)
    assert {name for name in before if before[name] != after[name]} == {"last_login"}
    assert [model.objects.count() for model in (User, SocialAccount, SocialToken, EmailAddress)] == [1, 0, 0, 0]


OTHERS = {
    "unknown": {"email": "paul@example.org"},
    "not vouched for": {"email_verified": False},
    "vouched for in no word": {"email_verified": None},
    "without an address": {"email": None},
    "with an address that is none": {"email": "claire@example.org\n"},
    "part of an address": {"email": "laire@example.org"},
}


@pytest.mark.parametrize("who", OTHERS)
def test_whoever_has_no_account_is_told_so_and_none_is_made(client, institute, claire, who):
    institute.person |= OTHERS[who]
    told = come_back(client)
    assert told.status_code == 403
    assert "Aucun compte du registre n’a votre adresse" in told.content.decode()
    assert not is_in(client)
    assert User.objects.count() == 1


@pytest.mark.parametrize("now", [{"is_active": False}, {"is_staff": False}, {"is_staff": False, "is_superuser": True}])
def test_it_opens_no_account_that_is_closed_and_makes_nobody_staff(client, institute, claire, now):
    User.objects.update(**now)
    assert come_back(client).status_code == 403
    assert not is_in(client)
    assert User.objects.filter(**now).exists()


def test_an_address_that_two_accounts_have_opens_neither(client, institute, claire):
    User.objects.create_user("claire2", "claire@example.org", is_staff=True)
    assert come_back(client).status_code == 403
    User.objects.filter(username="claire2").update(is_active=False)
    assert come_back(client).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [{"iss": "https://evil.example"}, {"aud": "another"}, {"exp": 1}, {"sub": "8"}],
    ids=lambda wrong: next(iter(wrong)),
)
def test_a_token_that_is_not_for_us_opens_nothing(client, institute, claire, wrong):
    institute.token = wrong
    assert come_back(client).status_code == 403
    assert not is_in(client)


def test_what_is_brought_back_by_another_browser_or_a_second_time_opens_nothing(client, institute, claire):
    back = leave(client)
    stranger = Client()
    assert stranger.get(back).status_code == 403
    assert not is_in(stranger)
    assert client.get(back).status_code == 302
    assert client.get(back).status_code == 403


@pytest.mark.parametrize("query", ["", "?state=x&code=y", "?error=access_denied", "?state=%00&code=%00", "?code=a" * 9])
def test_nothing_that_is_made_up_breaks_anything(client, institute, claire, query):
    assert client.get(f"/account/oidc/callback/{query}").status_code == 403


def test_who_gives_up_there_is_told_how_to_start_again(client, institute, claire):
    institute.person = {}
    told = come_back(client)
    assert told.status_code == 403
    assert "Recommencez depuis le registre" in told.content.decode()


@pytest.mark.parametrize("after", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_it_leads_to_no_other_site_afterwards(client, institute, claire, after):
    assert come_back(client, next=after).url == "/admin/"


@pytest.mark.parametrize("process", ["connect", "redirect"])
@pytest.mark.parametrize("before", [False, True])
def test_it_does_nothing_but_let_in(client, institute, claire, process, before):
    if before:
        log_in(client)
    asked = {"process": process, "next": "/admin/", "scope": "admin", "auth_params": "prompt=none"}
    assert come_back(client, **asked).url == "/admin/"
    assert is_in(client)
    assert SocialAccount.objects.count() == 0


def test_a_session_that_it_opens_lasts_no_longer_than_another(client, institute, claire):
    come_back(client)
    assert client.cookies["sessionid"]["max-age"] <= 12 * 60 * 60


def test_a_provider_that_does_not_answer_breaks_nothing(client, institute, claire, settings, closed_port):
    back = leave(client)
    institute.person = {"sub": None}
    assert client.get(back).status_code in (403, 503)
    settings.SOCIALACCOUNT_PROVIDERS = institutes_login("institute", "Inserm", f"http://127.0.0.1:{closed_port}")
    told = client.post(LEAVE)
    assert told.status_code == 503
    assert "ne répond pas comme il devrait" in told.content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = institutes_login("institute", "Inserm", f"{institute.address}/elsewhere")
    assert client.post(LEAVE).status_code == 503
    assert log_in(client).status_code == 302


def test_its_button_is_there_where_there_is_one(client, institute, settings):
    page = client.get(f"{LOGIN}?next=/admin/partners/").content.decode()
    assert "Connexion avec Inserm" in page
    assert page.count('name="next" value="/admin/partners/"') == 2
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "oidc" not in client.get(LOGIN).content.decode()
    assert client.post(LEAVE).status_code == 404
    assert client.get("/account/oidc/callback/?code=a&state=b").status_code == 404


def test_a_second_factor_is_asked_after_it_too(client, institute, claire, settings):
    settings.REQUIRE_TOTP = True
    assert come_back(client).url == "/account/2fa/totp/?next=%2Fadmin%2F"
    assert client.get("/admin/").status_code == 302
    secret, _recovery = set_up(client)
    client.post("/account/logout/")
    assert come_back(client).url == "/account/2fa/authenticate/"
    assert not is_in(client)
    assert client.post("/account/2fa/authenticate/", {"code": codes(secret)[2]}).url == "/admin/"
    assert is_in(client)


def test_who_has_no_password_here_shows_anew_who_they_are_by_it(client, institute, claire, time_machine):
    claire.set_unusable_password()
    claire.save()
    come_back(client)
    assert client.get("/account/password/").status_code == 403
    time_machine.move_to(time.time() + 600)
    asked = client.get("/account/2fa/totp/")
    assert asked.url == f"{LEAVE}?next=%2Faccount%2F2fa%2Ftotp%2F"
    page = client.get(asked.url).content.decode()
    assert 'name="next" value="/account/2fa/totp/"' in page
    assert come_back(client, next="/account/2fa/totp/").url == "/account/2fa/totp/"
    assert client.get("/account/2fa/totp/").status_code == 200


OIDC = {"OIDC_SERVER_URL": "https://login.example.org", "OIDC_CLIENT_ID": "register", "OIDC_CLIENT_SECRET": "s"}


def test_a_setting_that_is_missing_or_unsafe_stops_with_a_sentence():
    assert started(**SITE, **OIDC).returncode == 0
    for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"):
        assert f"{name} is not set" in started(**SITE, **{**OIDC, name: ""}).stderr
    for server in ("http://login.example.org", "http://localhost.example.org", "login.example.org"):
        assert "OIDC_SERVER_URL begins with https://" in started(**SITE, **{**OIDC, "OIDC_SERVER_URL": server}).stderr
