"""The one way in: who passes, where it leads, and that it tells a stranger nothing."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"
PASSWORD = "neuf chevaux dans la nuit"


@pytest.fixture
def claire():
    return User.objects.create_user("claire", password=PASSWORD, is_staff=True)


def log_in(client, name="claire", password=PASSWORD, after="", **headers):
    return client.post(LOGIN, {"login": name, "password": password, "next": after}, headers=headers)


def is_in(client) -> bool:
    return client.get("/admin/").status_code == 200


def test_every_door_of_the_admin_leads_to_the_one_way_in_and_then_to_where_one_was_going(client, claire):
    there = "/admin/agreements/agreement/?q=lia&p=1"
    door = client.get(there)
    way_in = client.get(door.url)
    page = client.get(way_in.url)
    assert way_in.url.startswith(f"{LOGIN}?next=")
    assert f'value="{there.replace("&", "&amp;")}"' in page.content.decode()
    assert log_in(client, after=there).url == there


def test_whoever_is_in_already_goes_on(client, claire):
    log_in(client)
    assert client.get("/admin/login/?next=/admin/partners/").url == "/admin/partners/"
    assert client.get(f"{LOGIN}?next=/admin/partners/").url == "/admin/partners/"
    assert client.get("/admin/login/").url == "/admin/"


def test_the_admin_s_own_form_takes_nobody_in(client, claire):
    sent = {"username": "claire", "password": PASSWORD}
    assert client.post("/admin/login/", sent).url.startswith(LOGIN)
    assert not is_in(client)
    another = Client()
    log_in(client)
    boss = {"username": User.objects.create_superuser("boss", password=PASSWORD).username, "password": PASSWORD}
    client.post("/admin/login/", boss)
    assert client.get("/admin/").context["user"] == claire
    assert not is_in(another)


@pytest.mark.parametrize(
    ("name", "password"),
    [("nobody", PASSWORD), ("claire", "wrong"), ("gone", PASSWORD), ("member", PASSWORD), ("gone", "wrong")],
)
def test_a_stranger_is_told_the_same_whatever_the_account(client, claire, name, password):
    User.objects.create_user("gone", password=PASSWORD, is_staff=True, is_active=False)
    User.objects.create_user("member", password=PASSWORD, is_superuser=True)
    told = log_in(client, name, password)
    assert told.status_code == 200
    assert "Le nom d’utilisateur ou le mot de passe est erroné" in told.content.decode()
    assert "sessionid" not in client.cookies
    assert not is_in(client)


@pytest.mark.parametrize("door", ["signup", "email", "password/reset", "inactive", "3rdparty", "social/signup"])
def test_nobody_signs_up_or_asks_for_another_password(client, door):
    door = f"/account/{door}/"
    assert client.get(door).status_code == 404
    assert client.post(door, {"email": "claire@example.org"}).status_code == 404


def test_the_admin_s_page_for_another_password_leads_to_the_one_there_is(client, claire):
    log_in(client)
    assert client.get("/admin/password_change/").url == "/account/password/"


ELSEWHERE = [
    *("https://evil.example/", "//evil.example/", "/\\evil.example", "http:///evil.example", "javascript:alert(1)"),
    *("https://testserver/admin/", "https://localhost/", " //evil.example", "/\t/evil.example", "\\\\evil.example"),
]


@pytest.mark.parametrize("after", ELSEWHERE)
def test_no_page_leads_to_another_site(client, claire, after):
    asked = {"next": after}
    assert log_in(client, after=after).url == "/admin/"
    for page in (LOGIN, "/admin/login/"):
        assert client.get(page, asked).url == "/admin/"
    changed = {"oldpassword": PASSWORD, **dict.fromkeys(["password1", "password2"], f"{PASSWORD} !"), **asked}
    assert client.post("/account/password/", changed).url == "/admin/"
    assert client.post("/account/reauthenticate/", {"password": f"{PASSWORD} !", **asked}).url == "/admin/"
    assert client.post("/account/logout/", asked).url == LOGIN


def test_one_leaves_by_a_button_and_no_link(client, claire):
    log_in(client)
    for door in ("/account/logout/", "/admin/logout/"):
        assert client.get(door).status_code == 200
        assert is_in(client)
    client.post("/admin/logout/")
    assert not is_in(client)
