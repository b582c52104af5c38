"""The way in, in a real browser: without scripts, for everyone, on any screen."""

import itertools

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import expect

from inserm_intl import settings as site
from inserm_intl.settings import institutes_login
from tests.oidc_provider import CLIENT, SECRET, provider
from tests.once import ONE_DATABASE
from tests.test_second_factor import codes

pytestmark = [pytest.mark.django_db(transaction=True), ONE_DATABASE]
LOOKS = [(320, "dark"), (320, "light"), (1280, "dark")]


@pytest.fixture(autouse=True)
def _tries_of_this_test_only():
    cache.clear()


@pytest.fixture
def judged(axe):
    """Return a function: what is wrong with a page, in the dark on a narrow screen and in the light on another."""

    looks = itertools.cycle(LOOKS)

    def faults(page):
        width, scheme = next(looks)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        wide = page.evaluate("document.documentElement.scrollWidth") > width
        return axe(page) + [f"{page.url} is wider than {width}"] * wide

    return faults


def test_every_page_of_the_way_in_is_for_everyone(page, live_server, judged, settings):
    settings.REQUIRE_TOTP = True
    User.objects.create_superuser("claire", password="demo")
    page.goto(f"{live_server}/admin/agreements/agreement/?q=a")
    faults = judged(page)
    for password in ("wrong", "demo"):
        page.get_by_label("Nom d’utilisateur").fill("claire")
        page.get_by_label("Mot de passe").fill(password)
        page.get_by_role("button", name="Connexion").click()
        page.wait_for_load_state()
        faults += judged(page)
    page.wait_for_url(f"{live_server}/account/2fa/totp/**")
    secret = page.locator(".key").inner_text()
    for code in ("000000", codes(secret)[1]):
        page.get_by_role("textbox", name="Code").fill(code)
        page.get_by_role("button", name="Mettre en place").click()
        page.wait_for_load_state()
        faults += judged(page)
    expect(page.locator(".codes li")).to_have_count(10)
    for path in ("", "codes/", "codes/renew/", "totp/remove/", "reauthenticate/", "../password/", "../reauthenticate/"):
        page.goto(f"{live_server}/account/2fa/{path}")
        faults += judged(page)
    page.goto(f"{live_server}/account/logout/")
    faults += judged(page)
    page.get_by_role("button", name="Déconnexion").click()
    expect(page.get_by_text("Vous êtes déconnecté.")).to_be_visible()
    assert faults == []


def test_who_must_wait_is_told_so_on_a_page_for_everyone(page, live_server, judged, settings):
    settings.ACCOUNT_RATE_LIMITS = site.ACCOUNT_RATE_LIMITS
    for _number in range(5):
        Client().post("/account/login/", {"login": "claire", "password": "wrong"})
    page.goto(f"{live_server}/account/login/")
    page.get_by_role("button", name="Español").click()
    page.get_by_label("Nombre de usuario").fill("claire")
    page.get_by_label("Contraseña").fill("wrong")
    page.get_by_role("button", name="Iniciar sesión").click()
    expect(page.get_by_role("heading", name="Demasiados intentos")).to_be_visible()
    assert judged(page) == []


def test_no_script_is_needed_and_the_language_is_kept_with_where_one_was_going(new_context, live_server):
    User.objects.create_superuser("claire", password="demo")
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server}/admin/partners/")
    page.get_by_role("button", name="English").click()
    page.get_by_label("Username").fill("claire")
    page.get_by_label("Password").fill("demo")
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{live_server}/admin/partners/")
    page.goto(f"{live_server}/account/2fa/totp/")
    page.get_by_role("textbox", name="Code").fill(codes(page.locator(".key").inner_text())[1])
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()


def test_the_institute_s_login_is_one_click_away(page, live_server, settings, monkeypatch, judged):
    """The policy of our pages lets no form lead to another site: the way there is a page."""
    monkeypatch.setenv("OIDC_CLIENT_ID", CLIENT)
    monkeypatch.setenv("OIDC_CLIENT_SECRET", SECRET)
    User.objects.create_superuser("claire", "claire@example.org")
    with provider() as institute:
        settings.SOCIALACCOUNT_PROVIDERS = institutes_login(settings.OIDC_ID, "Inserm", institute.address)
        page.goto(f"{live_server}/admin/partners/")
        assert judged(page) == []
        page.get_by_role("button", name="Connexion avec Inserm").click()
        page.wait_for_url(f"{live_server}/admin/partners/")
        expect(page.locator("#user-tools")).to_contain_text("claire", ignore_case=True)
