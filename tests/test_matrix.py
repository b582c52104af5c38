"""Who may do what at which address, in one table: `tests/matrix/`. It is put to the application that a server runs.

A page that the resolver knows and no row names fails here, and so does a row of no page.
"""

import logging

import pytest

from agreements.papers import vault
from tests.matrix import addresses, nouns
from tests.matrix.asking import session_of
from tests.matrix.register import EVERYBODY, PDF, build
from tests.matrix.routes import routes
from tests.matrix.secrets import SHOWN
from tests.matrix.walking import Walk
from tests.once import ONE_DATABASE
from tests.rights import NOUNS
from tests.world import standing

pytestmark = pytest.mark.django_db
ROUTES = routes()


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


@pytest.fixture
def walk(register, request):
    """Of nouns, which accounts are, by who came in a moment ago; the pages of an account ask again who one is."""
    logging.disable(logging.ERROR)  # each refusal would be told, with all that led to it
    for content in (PDF, PDF + b" "):
        vault.keep(content)
    yield Walk(
        {role: session_of(register.people.get(role), recent="model" in request.fixturenames) for role in EVERYBODY}
    )
    logging.disable(logging.NOTSET)


def test_every_address_has_a_row_and_every_row_an_address(register):
    others = {route.written for route in ROUTES if route.model is None}
    assert {row.route for row in addresses.rows(register)} == others
    assert {route.model for route in ROUTES} - {None} == set(NOUNS)


@ONE_DATABASE
@pytest.mark.parametrize("part", range(4))
def test_each_role_gets_what_the_table_says_of_the_site_s_pages(register, walk, part):
    walk.through(addresses.rows(register)[part::4])
    assert not walk.faults, "\n".join(walk.faults)


@ONE_DATABASE
@pytest.mark.parametrize("model", NOUNS, ids=lambda model: model.__name__)
def test_each_role_gets_what_the_table_says_of_a_noun_s_pages_in_the_admin(register, walk, model):
    walk.through([row for route in ROUTES if route.model is model for row in nouns.rows(route, register)])
    assert not walk.faults, "\n".join(walk.faults)
    written = [route.written for route in ROUTES if route.model is model]
    assert {where: found for where, found in walk.shown.items() if found} == {
        where: SHOWN[where] for where in written if where in SHOWN
    }
