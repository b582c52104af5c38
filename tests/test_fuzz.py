"""Cases that nobody thought of, put to every address and every form of the site, in every role.

`FUZZ=20000` makes up that many, others each time; without it they are 1,000, the same each time. A case that
fails is shrunk, and printed as a line that puts it again.
"""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.admin_forms import address
from tests.fuzzing.cases import Case
from tests.fuzzing.files import packed
from tests.fuzzing.pages import Offers
from tests.fuzzing.places import Place, places
from tests.fuzzing.questions import cases, parameters_of
from tests.fuzzing.register import VISITOR, standing_register
from tests.fuzzing.runs import CASES, many
from tests.fuzzing.sending import send, to_send
from tests.fuzzing.sheets import sheets
from tests.fuzzing.trying import Trial
from tests.fuzzing.values import CANARY, query
from tests.rights import IMPORTED, ROLES
from tests.spreadsheets import exported

pytestmark = pytest.mark.django_db
PLACES = places()
GROUPS = sorted({place.group for place in PLACES})
EVERYBODY = (VISITOR, *ROLES)
# A form is sent twice on average, and a page that it leads to is opened.
QUESTIONS, FORMS = CASES * 2 / 3 / len(PLACES), CASES / 6 / len(PLACES)
SHEETS = CASES / 250


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    yield from standing_register(django_db_blocker)


def opened(world, group: str) -> Iterator[tuple[Place, str, Offers]]:
    """Each address of a group, where there is something at it, and what is offered there to one who may do all.

    Outside the register, what is offered to a visitor too: whoever is logged in has no use for the ways in.
    """
    for place in (place for place in PLACES if place.group == group):
        known = {name: place.known(name) for name in place.names}
        if all(known.values()):  # a noun of which no version is kept has none to show
            here = place.at({name: values[0] for name, values in known.items()})
            for role in ["administrator"] if place.in_register else ["administrator", VISITOR]:
                with Trial(world, role) as trial:
                    offers = trial.page(here)
                yield place, here, offers


@pytest.mark.parametrize("group", GROUPS)
def test_whatever_is_asked_or_typed_is_answered_and_what_is_refused_changes_nothing(world, group):
    world.outcomes.clear()
    found = list(opened(world, group))
    for place, here, offers in found:
        if not place.in_register:
            show(world, place, here, offers)
    ask(world, group, st.one_of(*[cases(place, offers, EVERYBODY) for place, _here, offers in found]), len(found))
    if forms := [(here, to_send(offers)) for _place, here, offers in found if to_send(offers)]:
        fill(world, group, st.sampled_from(forms), len(found))
    print(group, dict(world.outcomes))


def show(world, place: Place, here: str, offers: Offers) -> None:
    """What is asked for is often shown again: each parameter at once, and the words alone, which are seldom refused."""
    for names in (["q"], sorted(parameters_of(place, offers))):
        with Trial(world, VISITOR) as trial:
            trial.put(Case(VISITOR, "GET", here, query([(name, CANARY) for name in names])))


def ask(world, group: str, made: st.SearchStrategy, share: int) -> None:
    """Any question, by anybody: answered or refused in form."""

    @many(QUESTIONS * share, group)
    @given(made)
    def asked(case):
        with Trial(world, case.role) as trial:
            trial.put(case)

    asked()


def fill(world, group: str, pages: st.SearchStrategy, share: int) -> None:
    """Anything typed into the forms of a page, by anybody, whether their own page has them or not."""

    @many(FORMS * share, group)
    @given(st.data(), pages, st.sampled_from([*ROLES, "officer", VISITOR]), st.integers(1, 3))
    def sent(data, page, role, turns):
        with Trial(world, role) as trial:
            send(data, trial, *page, turns)

    sent()


@pytest.mark.parametrize("model", IMPORTED, ids=lambda model: model.__name__)
def test_whatever_stands_in_a_sheet_is_read_or_refused_and_can_be_undone(world, model):
    rows, where = exported(world.clients["administrator"], model), address(model, "import")

    @many(SHEETS, model.__name__)
    @given(sheets(rows), st.sampled_from(["officer", "administrator"]))
    def sent(sheet, role):
        with Trial(world, role) as trial:
            body, kind = packed([("file", sheet)])
            response, _page = trial.put(Case(role, "POST", where, body=body, kind=kind))
            if response.status_code == 302:
                trial.page(response["Location"])
                for act in ("confirm", "undo"):
                    trial.put(Case(role, "POST", f"{response['Location']}{act}/"))

    world.outcomes.clear()
    sent()
    print(model.__name__, dict(world.outcomes))
