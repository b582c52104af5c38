"""Whatever is asked, a visitor gets the same answer whether or not private records are there: tried at random.

An example is a register asked one batch of questions. `FUZZ=20000` makes that many on each database, others each
time, and remembers what failed; without it there are thirty, the same each time.
"""

import os
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from inserm_intl.undone import undone
from tests.canaries import our_models
from tests.once import ONE_DATABASE
from tests.oracle.mutants import MUTANTS
from tests.oracle.private import DERIVED, KNOWN, NEVER, PUBLIC
from tests.oracle.removing import remove
from tests.oracle.rounds import leaks, questions, standing, unseen

pytestmark = pytest.mark.django_db
SEEDS, EXAMPLES = (4, 5, 6), 10
FUZZ = int(os.environ.get("FUZZ") or 0)
# Each worker has a share of the registers, and asks each of them so many batches.
SHARES, AT_ONCE = 4, 20


def tried(seed: int, examples: int) -> None:
    with standing(seed) as register:
        found = leaks(register, questions(register, examples))
        assert not found, "\n\n".join(leak.told(register) for leak in found[:3])


@pytest.mark.parametrize("seed", SEEDS)
def test_no_answer_tells_what_is_private(seed):
    tried(seed, EXAMPLES)


if FUZZ:

    @pytest.mark.parametrize("share", range(SHARES))
    def test_nor_does_any_other(share):
        asked = []

        @settings(
            max_examples=-(-FUZZ // (SHARES * AT_ONCE)),
            deadline=None,
            phases=[Phase.reuse, Phase.generate],  # a smaller number is no smaller register
            suppress_health_check=list(HealthCheck),
        )
        @given(st.integers(100, 2**64))
        def any_register(seed):
            tried(seed, AT_ONCE)
            asked.append(seed)

        any_register()
        print(f"{len(asked)} registers, {len(asked) * AT_ONCE} examples")


def test_a_snapshot_holds_nothing_private(tmp_path):
    """It is made again without what is private, and refuses to stand where other bytes stand."""
    with standing(SEEDS[0]) as register:
        folder = tmp_path / "snapshots"
        call_command("snapshot", folder, stdout=StringIO())
        said = b"\n".join(file.read_bytes() for file in folder.glob("*/*"))
        assert register.secret.findall(said.decode()) == []
        with undone():
            remove(register.secrets)
            call_command("snapshot", folder, stdout=StringIO())


@ONE_DATABASE
def test_each_of_many_kinds_of_leak_would_be_found():
    """The same examples find every one of these slips in the site's code."""
    left = MUTANTS
    for seed in SEEDS:
        with standing(seed) as register:
            left = unseen(register, questions(register, EXAMPLES), left)
    assert [mutant.what for mutant in left] == []
    assert len(MUTANTS) > 20


def test_of_every_noun_it_is_said_what_is_private():
    """In one place each; history, and what staff do, is private too."""
    said = [model for models in (PUBLIC, KNOWN, DERIVED, NEVER) for model in models]
    assert len(said) == len(set(said))
    assert set(our_models()) <= set(said)
    assert set(apps.get_app_config("reversion").get_models()) <= NEVER
