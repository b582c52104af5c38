"""Accounts of the register's staff, by their role."""

from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import get_user
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client, RequestFactory

from tests.admin_forms import staff
from tests.world import build

ROLES = {
    "reader": "Lecteur",
    "officer": "Chargé de coopération",
    "publisher": "Responsable de publication",
    "administrator": "Administrateur",
}


def roles():
    call_command("loaddata", "roles", verbosity=0)


def with_roles():
    roles()
    return build()


def just_in(client) -> Client:
    """As who typed their password a moment ago, which `force_login` does not say."""
    request = RequestFactory().get("/")
    request.session = client.session
    record_authentication(request, get_user(request), "password")
    request.session.save()
    return client


def enter(client, role, name) -> User:
    """A member of staff with a role, who has logged in with this client."""
    user = staff(name)
    user.groups.add(Group.objects.get(name=ROLES[role]))
    client.force_login(user)
    just_in(client)
    return user


def logged_in(role="", name="someone", rights=(), **fields) -> Client:
    """A member of staff in a role, or with single rights such as "agreements.change_agreement"."""
    user = User.objects.create_user(name, **{"is_staff": True, **fields})
    if role:
        user.groups.add(Group.objects.get(name=ROLES[role]))
    for right in rights:
        app, codename = right.split(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    client = Client()
    client.force_login(user)
    return just_in(client)
