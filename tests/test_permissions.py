"""Each role against every action on chosen records: what the table says is offered, and nothing else is done."""

from contextlib import contextmanager

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import resolve

from tests import staff
from tests.admin_forms import address
from tests.once import ONE_DATABASE
from tests.rights import ACTIONS, NOUNS, ROLES
from tests.world import standing

pytestmark = [ONE_DATABASE, pytest.mark.django_db]


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker):
    """One of each noun, and somebody in each role."""

    def build():
        call_command("loaddata", "roles", verbosity=0)
        people = {role: User.objects.create_user(role, is_staff=True) for role in ROLES}
        for role, person in people.items():
            person.groups.add(Group.objects.get(name=staff.ROLES[role]))
        return people, {model: rights.maker() for model, rights in NOUNS.items()}

    yield from standing(django_db_blocker, build)


def asked(user, where, data=None):
    """A request as the middleware would hand it on, which no middleware has to answer: it costs little."""
    request = RequestFactory().post(where, data) if data is not None else RequestFactory().get(where)
    request.user, request.session = user, SessionStore()
    request._messages, request._dont_enforce_csrf_checks = FallbackStorage(request), True
    request.resolver_match = resolve(request.path)
    return request


def answer(user, where, data=None):
    request = asked(user, where, data)
    found = request.resolver_match
    return found.func(request, *found.args, **found.kwargs)


@contextmanager
def nothing_happens(record):
    before = everything(record)
    yield
    assert everything(record) == before


def everything(record):
    return list(type(record)._base_manager.order_by("pk").values()), LogEntry.objects.count()


def actions(model, user) -> set[str]:
    return set(admin.site._registry[model].get_actions(asked(user, address(model))))


def who_may(model, action):
    if action == "delete_selected":
        return NOUNS[model].delete
    return ACTIONS.get((model, action)) or ACTIONS[action]


@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_an_action_is_offered_to_those_whom_the_table_names_and_no_other_can_send_it(register, model):
    people, records = register
    offered = actions(model, User(username="root", is_superuser=True, is_staff=True, is_active=True))
    for role, user in people.items():
        assert actions(model, user) == {action for action in offered if role in who_may(model, action)}
        if role not in NOUNS[model].view:
            continue
        for action in offered - actions(model, user):
            forged = {"action": action, "_selected_action": [records[model].pk], "post": "yes"}
            with nothing_happens(records[model]):
                answer(user, address(model), forged)
