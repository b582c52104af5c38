"""What is private leaves no trace in open data: no byte of an answer changes, but for its ETag."""

import os
from random import Random
from urllib.parse import quote

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inserm_intl.open_data.nouns import NOUNS
from tests.addresses import FILTERSETS
from tests.canaries import CANARY
from tests.data_addresses import addresses, asked, walk
from tests.drafts import ACTS, add_all
from tests.leaking import LEAKS
from tests.planted import hidden_words, plant
from tests.test_leaks import PROBES, STRANGER
from tests.world import build, standing

pytestmark = pytest.mark.django_db
# `FUZZ=20000` tries two hundred, others each time; without it twenty are tried, the same each time.
FUZZ = int(os.environ.get("FUZZ") or 0)
EXAMPLES = max(20, FUZZ // 100)
AT_ONCE = 10


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


@pytest.fixture(scope="module")
def untouched(world):
    """Every answer, while nothing is private."""
    return walk(Client(), asked())


def test_every_noun_and_every_format_is_walked(untouched):
    whole = {path for path, (status, _headers, _content) in untouched.items() if status in (200, 302)}
    assert {f"/api/v1/{noun}/" for noun in NOUNS} <= whole
    assert [address for address in addresses() if address not in whole and "geojson" not in address] == []
    assert [path for path, (status, *_rest) in untouched.items() if status not in (200, 302, 404)] == []
    assert any("page_size=2&cursor=" in path for path in untouched)


@given(st.lists(st.sampled_from(ACTS), min_size=1, max_size=6), st.integers(0, 2**32).map(Random))
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not FUZZ,
    database=None,
    phases=[Phase.generate],  # looking for a smaller example takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_data_changes_by_a_byte_whatever_is_drafted(untouched, acts, random):
    with transaction.atomic():
        for act in acts:
            act(random)
        for path, answer in walk(Client(), random.sample(sorted(untouched), AT_ONCE)).items():
            assert answer == untouched[path], path
        transaction.set_rollback(True)


def test_nor_when_all_of_it_is_there_at_once_in_words_that_nobody_may_read(client, world, untouched):
    plant(world)
    add_all(Random(0))
    for path, answer in walk(client, list(untouched)).items():
        assert answer == untouched[path], path
        for what, word in hidden_words().items():
            assert word.encode() not in answer[2].lower(), (path, what)


def told_by(path: str, slip) -> dict:
    with pytest.MonkeyPatch.context() as patch:
        slip(patch)
        return walk(Client(), [f"/api/v1/{path}"])


def test_each_slip_that_would_tell_is_seen():
    """The tests above can fail: with any of these slips, the same drafts change an answer."""
    before = {what: told_by(*leak) for what, leak in LEAKS.items()}
    add_all(Random(0))
    assert [what for what, leak in LEAKS.items() if told_by(*leak) == before[what]] == []


def test_no_private_word_finds_anything_in_data(world):
    """Nor in what `tests.test_leaks` does not ask."""
    plant(world)
    for noun in NOUNS.values():
        if noun.filterset not in FILTERSETS.values():
            for column, word in CANARY.items():
                assert not noun.rows(noun.asked(QueryDict(f"q={word}"))).exists(), (noun.name, column)


def test_a_private_key_is_answered_as_data_like_one_that_does_not_exist(client, world):
    plant(world)
    probes = [(noun, name, key) for noun in NOUNS for name, keys in PROBES.get(noun, {}).items() for key in keys]
    for noun, name, key in probes:
        for ending in ("/", ".csv"):
            if name != "kind":
                known, unknown = (client.get(f"/api/v1/{noun}{ending}?{name}={value}") for value in (key, STRANGER))
                body = known.getvalue().decode().replace(key, STRANGER).replace(quote(key, ""), STRANGER)
                assert (known.status_code, body) == (unknown.status_code, unknown.getvalue().decode())
