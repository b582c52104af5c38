"""Cases that nobody thought of, put to every address and every form of the site, in every role.

`FUZZ=20000` makes up that many, others each time; without it they are 1,000, the same each time. A case that
fails is shrunk, and printed as a line that puts it again.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzzing.pages import Form, Offers
from tests.fuzzing.places import Place, places
from tests.fuzzing.questions import cases
from tests.fuzzing.register import VISITOR, standing_register
from tests.fuzzing.runs import CASES, many
from tests.fuzzing.sending import send, to_send
from tests.fuzzing.trying import Trial
from tests.rights import ROLES

pytestmark = pytest.mark.django_db
PLACES = places()
GROUPS = sorted({place.group for place in PLACES})
EVERYBODY = (VISITOR, *ROLES)
# Of each address, and of each that has forms: those are about a third.
QUESTIONS = -(-CASES * 2 // (3 * len(PLACES)))
FORMS = -(-CASES // len(PLACES))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    yield from standing_register(django_db_blocker)


def ask(world, place: Place, offers: Offers) -> None:
    """Any question to an address, by anybody: answered or refused in form."""

    @many(QUESTIONS)
    @given(cases(place, offers, EVERYBODY))
    def asked(case):
        with Trial(world, case.role) as trial:
            trial.put(case)

    asked()


def fill(world, here: str, forms: list[Form]) -> None:
    """Anything typed into the forms of a page, by anybody, whether their own page has them or not."""

    @many(FORMS)
    @given(st.data(), st.sampled_from([*ROLES, "officer", VISITOR]), st.integers(1, 3))
    def sent(data, role, turns):
        with Trial(world, role) as trial:
            send(data, trial, here, forms, turns)

    sent()


@pytest.mark.parametrize("group", GROUPS)
def test_whatever_is_asked_or_typed_is_answered_and_what_is_refused_changes_nothing(world, group):
    world.outcomes.clear()
    for place in (place for place in PLACES if place.group == group):
        known = {name: place.known(name) for name in place.names}
        if not all(known.values()):
            continue  # a noun of which no version is kept has none to show
        here = place.at({name: values[0] for name, values in known.items()})
        with Trial(world, "administrator") as trial:
            offers = trial.page(here)
        ask(world, place, offers)
        if forms := to_send(offers):
            fill(world, here, forms)
    print(group, dict(world.outcomes))
    assert sum(world.outcomes.values()) > QUESTIONS
