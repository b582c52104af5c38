"""A session alone changes no account: who holds it shows anew who they are, as often wrong as at the login."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.test import Client

from inserm_intl import settings as site
from tests.staff import roles
from tests.test_login import PASSWORD, log_in
from tests.test_second_factor import set_up

pytestmark = pytest.mark.django_db
AGAIN, LIST = "/account/reauthenticate/", "/admin/auth/user/"
NEW = {"usable_password": "true", "password1": "treize lunes de papier", "password2": "treize lunes de papier"}


@pytest.fixture
def boss():
    cache.clear()
    return User.objects.create_superuser("boss", password=PASSWORD, email="boss@example.org")


@pytest.fixture
def taken(boss, client, time_machine):
    """Her session in another browser, eleven minutes after she showed who she is."""
    time_machine.move_to("2026-06-30T08:00:00+00:00")
    log_in(client, "boss")
    set_up(client)
    time_machine.shift(11 * 60)
    (other := Client()).cookies["sessionid"] = client.cookies["sessionid"].value
    return other


def sensitive(account) -> dict[str, dict]:
    """Each address, with what whoever has taken a session would send there."""
    roles()
    role = Group.objects.get(name="Lecteur")
    chosen = {"_selected_action": [account.pk]}
    typed = {"username": "boss", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    return {
        f"{LIST}{account.pk}/password/": NEW,
        f"{LIST}{account.pk}/change/": {**typed, "email": "mallory@example.org"},
        f"{LIST}{account.pk}/delete/": {"post": "yes"},
        f"{LIST}add/": {"username": "mallory", **NEW},
        LIST: {"action": "reset_second_factor", **chosen},
        f"{LIST}?q=boss": {"action": "delete_selected", "post": "yes", **chosen},
        f"/admin/auth/group/{role.pk}/change/": {"name": "Canari"},
        "/admin/auth/group/add/": {"name": "Canari"},
        "/account/2fa/totp/remove/": {},
        "/account/2fa/codes/renew/": {},
    }


def accounts() -> list:
    return [list(model.objects.order_by("pk").values_list()) for model in (User, Group, Authenticator)]


def test_a_session_that_was_taken_changes_no_account_and_opens_no_form_of_one(taken, boss):
    attempts, before = sensitive(boss), accounts()
    for path, typed in attempts.items():
        assert taken.post(path, typed).url.startswith("/account/"), path
        assert accounts() == before, path
        if not path.startswith(LIST) or path[len(LIST) :].strip("/").isalnum():
            assert taken.get(path).url.startswith("/account/"), path
    assert taken.get(LIST).status_code == 200


def test_what_was_sent_is_kept_nowhere_and_whoever_sent_it_is_told(taken, boss):
    where = taken.post(f"{LIST}{boss.pk}/password/", NEW).url
    assert NEW["password1"] not in str(dict(taken.session))
    assert "Rien n’a été enregistré" in taken.get(where).content.decode()


def test_whoever_shows_who_they_are_goes_on_where_they_were(taken, boss):
    form = f"{LIST}{boss.pk}/password/"
    assert taken.get(form).url == f"{AGAIN}?next={form.replace('/', '%2F')}"
    assert taken.post(AGAIN, {"password": PASSWORD, "next": form}).url == form
    assert taken.get(form).status_code == 200
    assert taken.post(form, NEW).url == f"{LIST}{boss.pk}/change/"
    boss.refresh_from_db()
    assert boss.check_password(NEW["password1"])


def test_wrong_tries_there_count_as_at_the_login(taken, boss, settings):
    settings.ACCOUNT_RATE_LIMITS = site.ACCOUNT_RATE_LIMITS
    asked = {"password": "wrong", "next": LIST}
    assert [taken.post(AGAIN, asked).status_code for _again in range(6)] == [200] * 5 + [429]
    assert log_in(Client(REMOTE_ADDR="192.0.2.1"), "boss", "wrong").status_code == 429
    assert taken.post(f"{LIST}{boss.pk}/password/", NEW).url.startswith(AGAIN)


def test_whoever_has_no_way_to_show_it_changes_no_account(admin_client, admin_user):
    admin_user.set_unusable_password()
    admin_user.save()
    admin_client.force_login(admin_user)
    assert admin_client.get(LIST).status_code == 200
    assert admin_client.get(f"{LIST}add/").status_code == 403
