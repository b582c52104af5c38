"""The command that makes invented records: the same ones for a seed, all or none, and it says what it did."""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from agreements.management.commands import make_demo
from agreements.models import Agreement
from partners.models import Cooperation, Institution, ResearchUnit
from tests.test_loading import load

pytestmark = pytest.mark.django_db


def make(**asked):
    call_command("make_demo", verbosity=0, **asked)


@pytest.fixture
def _fixtures():
    """Countries, fields and types; no unit and no institution."""
    load("countries", "groups", "themes", "instruments")


def made_by(**asked):
    """What a run makes, taken back afterwards."""
    with transaction.atomic():
        make(**asked)
        declared = Cooperation.objects.values_list("reference", "unit__code", "country", "theme", "institution__slug")
        signed = Agreement.objects.values_list("reference", "title_fr", "effective_on", "last_day")
        found = [list(rows.order_by("reference")) for rows in (declared, signed)]
        transaction.set_rollback(True)
    return found


@pytest.mark.usefixtures("_fixtures")
def test_the_same_seed_makes_the_same_records_and_another_makes_others():
    once, again, other = (made_by(cooperations=40, agreements=20, seed=seed) for seed in (7, 7, 8))
    assert once == again
    assert [len(rows) for rows in once] == [40, 20]
    assert all(mine != theirs for mine, theirs in zip(once, other, strict=True))


@pytest.mark.usefixtures("_fixtures")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"cooperations": -1}, "from 0 up"),
        ({"cooperations": 5, "agreements": -5}, "from 0 up"),
        ({}, "Say how many"),
        ({"cooperations": 0}, "Say how many"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_sentence(asked, said):
    with pytest.raises(CommandError, match=said):
        make(**asked)
    assert not Cooperation.objects.exists()


@pytest.mark.usefixtures("_fixtures")
def test_all_is_made_or_nothing(monkeypatch):
    def fail(*_args):
        raise OSError("the disk is full")

    monkeypatch.setitem(make_demo.MAKERS, "agreements", fail)
    with pytest.raises(OSError, match="full"):
        make(cooperations=10, agreements=10)
    assert not Cooperation.objects.exists()


@pytest.mark.usefixtures("_fixtures")
def test_it_says_what_it_made(capsys):
    call_command("make_demo", cooperations=3, agreements=2)
    assert capsys.readouterr().out.splitlines() == ["3 invented cooperations made.", "2 invented agreements made."]


@pytest.mark.usefixtures("_fixtures")
def test_it_enters_invented_units_and_institutions_where_there_are_none_and_no_second_time():
    for _again in range(2):
        make(cooperations=30, agreements=10)
        assert ResearchUnit.objects.filter(code__startswith="U9", invented=True).count() == 10
        assert ResearchUnit.objects.count() == 10
        assert Institution.objects.filter(invented=True).count() == Institution.objects.count() > 40
    call_command("check_data", verbosity=0)


def test_without_countries_it_asks_for_the_fixtures():
    with pytest.raises(CommandError, match="Load the fixtures first"):
        make(cooperations=3)
