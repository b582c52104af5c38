"""Each role against every page and action of the register: what the table says opens, and nothing else."""

from contextlib import contextmanager

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AnonymousUser, Group, User
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.http import Http404
from django.test import RequestFactory
from django.urls import NoReverseMatch, URLPattern, get_resolver, resolve, reverse

from agreements.models import Document
from inserm_intl.models import Import
from partners.models import Country, Institution
from tests import staff
from tests.admin_forms import address
from tests.rights import ACTIONS, NOUNS, PAGES, ROLES, STAFF_PAGES
from tests.world import standing

pytestmark = pytest.mark.django_db
OF_EVERY_NOUN = {"changelist", "add", "change", "delete", "history", "compare", "recoverlist", "recover", "revision"}
# Ways in and out, of everyone's own account, and what only leads elsewhere.
OPEN = {"admin:login", "admin:logout", "admin:password_change", "admin:password_change_done", "admin:view_on_site"}


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


def opens(user, where, data=None) -> bool:
    """Whether the view lets the user in; what it then answers is for other tests."""
    try:
        found = answer(user, where, data)
    except (PermissionDenied, Http404):
        return False
    for release in found._resource_closers:  # its `close()` would end the connection to the database as well
        release()
    return found.status_code != 403


@contextmanager
def nothing_happens(record):
    before = everything(record)
    yield
    assert everything(record) == before


def everything(record):
    return list(type(record)._base_manager.order_by("pk").values()), LogEntry.objects.count()


def own_pages():
    """The pages of nouns beside those that every noun has; of `public`, those of nouns that have one."""
    for model, model_admin in admin.site._registry.items():
        prefix = f"{model._meta.app_label}_{model._meta.model_name}_"
        for pattern in model_admin.get_urls():
            page = pattern.name and pattern.name.removeprefix(prefix)
            if page and page not in OF_EVERY_NOUN and (page != "public" or model_admin.has_public_page()):
                yield model, page


def staff_pages(patterns=None, path="", app=""):
    """The names of all addresses under /admin/ that belong to no noun."""
    nouns = tuple(f"{model._meta.app_label}_{model._meta.model_name}_" for model in admin.site._registry)
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        where = f"{path}{pattern.pattern}"
        if not isinstance(pattern, URLPattern):
            if where.startswith("admin/"):
                yield from staff_pages(pattern.url_patterns, where, pattern.namespace or app)
        elif where.startswith("admin/") and pattern.name and not pattern.name.startswith(nouns):
            yield f"{app}:{pattern.name}"


def where_of(model, page, record) -> str:
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    try:
        return reverse(name, args=[record.pk])
    except NoReverseMatch:
        return reverse(name)


def shown_by(model, page, records):
    """What the page is of: the file of a document lasts as long as a test, and an import is of its noun."""
    if page.startswith("import_"):
        return Import.objects.create(noun=model._meta.label_lower, file_name="a.csv")
    if page == "of":
        return Institution.objects.get(ror_id=records[model].record_id)
    return NOUNS[model].maker() if model is Document else records[model]


def test_every_noun_page_and_action_of_the_register_is_in_the_table():
    assert set(admin.site._registry) == set(NOUNS)
    assert set(own_pages()) == set(PAGES)
    assert set(staff_pages()) == set(STAFF_PAGES) | OPEN


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_a_role_reads_adds_changes_and_deletes_what_the_table_says(register, model, role):
    people, records = register
    user, record, rights = people[role], records[model], NOUNS[model]
    one = {page: address(model, page, record.pk) for page in ("change", "delete", "history")}
    recovers = hasattr(admin.site._registry[model], "recoverlist_view")
    read = [address(model), one["change"], one["history"]]
    read += [where_of(model, "compare", record)] if recovers else []
    found = {
        "view": {opens(user, where) for where in read},
        "add": {opens(user, address(model, "add")), opens(user, address(model, "add"), {})},
        "change": {opens(user, one["change"], {})},
        "delete": {opens(user, one["delete"])},
        "recover": {recovers and opens(user, address(model, "recoverlist"))},
    }
    may = {name: role in getattr(rights, name) for name in ("view", "add", "change", "delete")}
    may["recover"] = recovers and may["add"] and may["change"]
    assert found == {name: {right} for name, right in may.items()}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_what_a_role_may_not_do_is_refused_when_it_is_sent_all_the_same(register, model, role):
    people, records = register
    user, record, rights = people[role], records[model], NOUNS[model]
    forged = {"add": address(model, "add"), **{page: address(model, page, record.pk) for page in ("change", "delete")}}
    with nothing_happens(record):
        for right, where in forged.items():
            if role not in getattr(rights, right):
                assert not opens(user, where, {"post": "yes", "_save": "1"}), right


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("model", "page"), PAGES, ids=lambda part: getattr(part, "__name__", part))
def test_a_page_opens_for_those_whom_the_table_names(register, model, page, role):
    people, records = register
    record = shown_by(model, page, records)
    user, where = people[role], where_of(model, page, record)
    if role in PAGES[model, page]:
        assert opens(user, where)
        return
    for data in (None, {}):
        with nothing_happens(record):
            assert not opens(user, where, data) or answer(user, where, data).status_code == 405


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


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_a_page_of_no_noun_opens_for_those_whom_the_table_names(register, name):
    people, records = register
    where = {
        "desk:country": f"/admin/countries/{records[Country].pk}/",
        "admin:app_list": "/admin/partners/",
        "admin:autocomplete": "/admin/autocomplete/?app_label=agreements&model_name=activity&field_name=country",
    }.get(name) or reverse(name)
    assert {role for role, user in people.items() if opens(user, where)} == STAFF_PAGES[name]
    assert answer(AnonymousUser(), where).status_code == 302
    assert answer(User(is_active=True), where).status_code == 302


def every_address(records):
    for model, record in records.items():
        yield from (address(model, page) for page in ("changelist", "add"))
        yield from (address(model, page, record.pk) for page in ("change", "delete", "history"))
    yield from (where_of(model, page, shown_by(model, page, records)) for model, page in PAGES)


def test_nobody_is_let_in_without_an_account_of_the_staff(register):
    _people, records = register
    member = User.objects.create_user("member")
    for where in every_address(records):
        for stranger in (AnonymousUser(), member):
            for data in (None, {"post": "yes"}):
                away = answer(stranger, where, data)
                assert (away.status_code, away["Location"].split("?")[0]) == (302, "/admin/login/"), where
