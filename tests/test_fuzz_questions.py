"""Any question to any address of the site, in any role: answered or refused in form, and nothing changes by it.

`FUZZ=20000` makes up that many cases, forms included, others each time; without it they are 1,000, the same
each time. A case that fails is shrunk, and printed as a line that puts it again.
"""

import logging

import pytest
from django.db import connection
from hypothesis import given, note
from hypothesis import strategies as st

from tests.fuzzing.judging import body_of, judge
from tests.fuzzing.pages import Offers
from tests.fuzzing.places import places
from tests.fuzzing.questions import cases
from tests.fuzzing.register import VISITOR, Undone, Written, register
from tests.fuzzing.runs import CASES, many
from tests.rights import ROLES
from tests.world import standing

pytestmark = pytest.mark.django_db
PLACES = places()
GROUPS = sorted({place.group for place in PLACES})
SHARE = -(-CASES * 2 // 3 // len(PLACES))
EVERYBODY = (VISITOR, *ROLES)
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND"}


@pytest.fixture(autouse=True)
def _unsaid():
    """Thousands of refusals are not worth a line each."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, register)


def answered(world, case):
    """The answer, and which tables hold something else after it."""
    client = world.clients[case.role]
    client.cookies = world.cookies[case.role].copy()
    written = Written()
    note(repr(case))
    with Undone(), connection.execute_wrapper(written):
        response = case.put(client)
        judge(response, case.path)
        changed = written.changed(world.before)
    return response, changed


def first(world, place):
    """The page as an administrator gets it: what it offers is asked for by everybody."""
    where = place.at({name: place.known(name)[0] for name in place.names if place.known(name)})
    client = world.clients["administrator"]
    client.cookies = world.cookies["administrator"].copy()
    with Undone():
        response = client.get(where)
        return Offers(response, body_of(response))


@pytest.mark.parametrize("group", GROUPS)
def test_any_question_is_answered_in_form_and_changes_nothing(world, group):
    for place in (place for place in PLACES if place.group == group):
        if any(not place.known(name) for name in place.names):
            continue
        made = cases(place, first(world, place), EVERYBODY)

        @many(SHARE)
        @given(made)
        def asked(case):
            response, changed = answered(world, case)
            if case.method in SAFE:
                assert not changed

        asked()
