"""How long a session lasts, what ends it, and what the browser is told to do with its cookie."""

import datetime
import threading

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from tests.staff import just_in
from tests.test_login import LOGIN, PASSWORD, is_in, log_in

pytestmark = pytest.mark.django_db
NEW = "treize lunes de papier"


@pytest.fixture
def claire():
    return User.objects.create_user("claire", password=PASSWORD, is_staff=True)


@pytest.fixture
def browsers(claire):
    """Two, in each of which she has logged in."""
    found = Client(), Client()
    for browser in found:
        log_in(browser)
        assert is_in(browser)
    return found


def change(browser, old=PASSWORD, new=NEW):
    return browser.post("/account/password/", {"oldpassword": old, "password1": new, "password2": new})


def test_leaving_ends_the_session_on_the_server(claire, client):
    log_in(client)
    kept = client.cookies["sessionid"].value
    client.post("/account/logout/")
    client.cookies["sessionid"] = kept
    assert not is_in(client)
    assert not Session.objects.filter(session_key=kept).exists()


def test_another_password_ends_the_sessions_of_other_browsers(browsers):
    here, there = browsers
    assert change(here).url == "/admin/"
    assert (is_in(here), is_in(there)) == (True, False)
    assert log_in(Client()).status_code == 200
    assert log_in(Client(), password=NEW).status_code == 302


@pytest.mark.parametrize("new", ["onze lettre", "lefebvre-dupont", "administrator", "102938475610"])
def test_a_password_that_is_easily_guessed_is_refused(browsers, claire, new):
    User.objects.update(last_name="Lefebvre-Dupont")
    assert change(browsers[0], new=new).status_code == 200
    claire.refresh_from_db()
    assert claire.check_password(PASSWORD)


@pytest.mark.parametrize("now", [{"is_active": False}, {"is_staff": False}])
def test_an_account_that_is_closed_is_out_at_once(browsers, claire, now):
    User.objects.filter(pk=claire.pk).update(**now)
    assert [is_in(browser) for browser in browsers] == [False, False]
    assert log_in(Client()).status_code == 200


def test_a_password_that_an_administrator_sets_ends_every_session_of_the_account(browsers, claire, admin_client):
    sent = {"usable_password": "true", "password1": NEW, "password2": NEW}
    assert just_in(admin_client).post(f"/admin/auth/user/{claire.pk}/password/", sent).status_code == 302
    assert [is_in(browser) for browser in browsers] == [False, False]
    assert log_in(Client(), password=NEW).status_code == 302


def test_the_session_has_another_key_once_one_is_in(claire, client):
    client.get(LOGIN)
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    log_in(client)
    assert client.cookies["sessionid"].value != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_a_session_lasts_a_day_s_work_however_busy(claire, client, time_machine):
    time_machine.move_to("2026-06-30T06:00:00+00:00", tick=False)
    log_in(client)
    for _hour in range(11):
        time_machine.shift(datetime.timedelta(hours=1))
        assert is_in(client)
    time_machine.shift(datetime.timedelta(minutes=61))
    assert not is_in(client)


def test_a_session_in_which_nothing_is_done_ends_after_four_hours(claire, client, time_machine):
    time_machine.move_to("2026-06-30T06:00:00+00:00", tick=False)
    log_in(client)
    time_machine.shift(datetime.timedelta(hours=3, minutes=50))
    assert is_in(client)
    time_machine.shift(datetime.timedelta(hours=3, minutes=50))
    assert is_in(client)
    time_machine.shift(datetime.timedelta(hours=4, minutes=1))
    assert client.get("/account/password/").status_code == 302
    assert not is_in(client)
    assert Session.objects.count() == 0


@pytest.mark.parametrize("https", [True, False])
def test_the_cookies_are_for_the_server_alone(claire, client, settings, https):
    settings.HTTPS = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = https
    client.get(LOGIN)
    log_in(client)
    assert set(client.cookies) == {"csrftoken", "sessionid", "device"}
    for name, cookie in client.cookies.items():
        assert bool(cookie["secure"]) is https, name
        assert cookie["samesite"] == "Lax", name
        assert cookie["httponly"], name
    assert "claire" not in str(client.cookies)


def test_a_visitor_of_public_pages_is_given_no_cookie(client):
    for page in ("/fr/", "/fr/agreements/", "/en/nothing/", "/robots.txt"):
        assert client.get(page).cookies == {}


def test_a_password_kept_another_way_is_kept_anew_once_it_is_typed(claire, client, settings):
    settings.PASSWORD_HASHERS = [
        "inserm_intl.accounts.hashing.Argon2",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    User.objects.update(password=make_password(PASSWORD, hasher="pbkdf2_sha256"))
    log_in(client)
    claire.refresh_from_db()
    assert claire.password.startswith("argon2$argon2id$v=19$m=19456,t=3,p=1$")
    assert is_in(client)
    assert log_in(Client()).status_code == 302


@pytest.mark.parametrize("account", ["nobody", "claire", "gone", "member", "none"])
def test_one_password_is_hashed_whatever_the_account(claire, client, monkeypatch, account):
    """How long a refusal takes tells no more than what it says."""
    User.objects.create_user("gone", password=PASSWORD, is_staff=True, is_active=False)
    User.objects.create_user("member", password=PASSWORD)
    User.objects.create_user("none", is_staff=True)
    hashed, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: hashed.append(1) or encode(*given))
    for password in ("wrong", PASSWORD if account in ("gone", "member") else "wrong"):
        del hashed[:]
        assert log_in(client, account, password).status_code == 200
        assert len(hashed) == 1


def test_the_owner_of_an_account_is_written_when_its_password_changes(browsers, claire):
    User.objects.update(email="claire@example.org")
    change(browsers[0])
    (sent,) = wait_for_mail()
    assert sent.to == ["claire@example.org"]
    assert "Le mot de passe de votre compte a été changé." in sent.body


def test_a_mail_server_that_does_not_answer_holds_up_nobody(browsers, settings, closed_port, caplog):
    User.objects.update(email="claire@example.org")
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1"
    settings.EMAIL_PORT = closed_port
    assert change(browsers[0]).status_code == 302
    for thread in mailing():
        thread.join(10)
    assert "was not sent" in caplog.text
    assert "claire" not in caplog.text


def mailing():
    return [thread for thread in threading.enumerate() if thread.name == "mail"]


def wait_for_mail():
    for thread in mailing():
        thread.join(10)
    return mail.outbox
