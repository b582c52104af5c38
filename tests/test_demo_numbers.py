"""Invented records in any number: in the published proportions, and never taken for real ones."""

import datetime

import pytest
from django.core.management import call_command
from django.db.models import Q

from agreements.life import State
from agreements.models import Agreement, Amendment, Party
from inserm_intl.days import today
from partners.models import Cooperation, Institution
from tests.once import ONE_DATABASE
from tests.test_demo import build
from tests.world import standing

pytestmark = [ONE_DATABASE, pytest.mark.django_db]
MADE = 6_300


def make(**asked):
    call_command("make_demo", verbosity=0, **asked)


def with_everything():
    build()
    make(cooperations=MADE)


@pytest.fixture(scope="module", autouse=True)
def _demonstration(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, with_everything)


def years():
    return [today().year - back for back in range(6, 0, -1)]


def near(year):
    return Cooperation.objects.filter(year=year).in_groups(["eu", "vicinity"])


# Collaborations


def test_as_many_are_made_as_were_asked_for_over_the_six_latest_complete_years():
    counts = {year: Cooperation.objects.filter(year=year).count() for year in years()}
    assert set(counts.values()) == {MADE // 6}
    assert Cooperation.objects.count() == MADE


def test_about_a_hundred_countries_take_part_each_year_and_france_is_none_of_them():
    for year in years():
        countries = set(Cooperation.objects.filter(year=year).values_list("country", flat=True))
        assert 95 <= len(countries) <= 105
        assert "FR" not in countries


def test_half_of_each_year_s_are_with_the_union_or_its_vicinity_and_near_a_quarter_with_the_united_states():
    for year in years():
        of_year = Cooperation.objects.filter(year=year)
        assert near(year).count() == pytest.approx(of_year.count() / 2, abs=1)
        assert 0.22 < of_year.filter(country="US").count() / of_year.count() < 0.25


def test_the_united_kingdom_counts_in_that_half_to_its_last_year_as_a_member(time_machine):
    Cooperation.objects.all().delete()
    time_machine.move_to("2021-06-01T12:00:00+00:00", tick=False)
    make(cooperations=1200)
    for year in years():
        assert near(year).count() == 100
        assert near(year).filter(country="GB").exists() is (year < 2020)


def test_who_follows_the_first_countries_declares_less_and_less():
    ranked = [Cooperation.objects.filter(country=code).count() for code in ("US", "DE", "JP", "CO")]
    assert ranked == sorted(ranked, reverse=True)


def test_units_and_fields_are_invented_units_and_fields_of_that_year():
    assert not Cooperation.objects.exclude(unit__invented=True, unit__code__startswith="U9").exists()
    for year in years():
        of_year = Cooperation.objects.filter(year=year)
        for path in ("unit", "theme"):
            late = Q(**{f"{path}__valid_from__gt": datetime.date(year, 12, 31)})
            early = Q(**{f"{path}__valid_until__lt": datetime.date(year, 1, 1)})
            assert not of_year.filter(late | early).exists()
    assert 0.06 < Cooperation.objects.filter(theme=None).count() / MADE < 0.10


def test_some_two_thirds_name_an_invented_institution_where_there_is_one():
    in_japan = Cooperation.objects.filter(country="JP")
    assert 0.5 < in_japan.exclude(institution=None).count() / in_japan.count() < 0.8
    assert not Cooperation.objects.exclude(institution=None).exclude(institution__invented=True).exists()
    without = set(Institution.objects.filter(invented=True).values_list("country", flat=True))
    assert not Cooperation.objects.exclude(country__in=without).exclude(institution=None).exists()


def test_all_are_published_and_say_that_they_are_invented():
    assert not Cooperation.objects.exclude(invented=True, published=True).exists()
    call_command("check_data", verbosity=0)


# Agreements


@pytest.fixture
def agreements():
    keys = set(Agreement.objects.values_list("pk", flat=True))
    make(agreements=300)
    return Agreement.objects.exclude(pk__in=keys)


def test_agreements_are_between_an_invented_institution_here_and_invented_ones_abroad(agreements):
    assert agreements.count() == agreements.filter(invented=True, published=True).count() == 300
    parties = Party.objects.filter(agreement__in=agreements)
    assert not parties.exclude(institution__invented=True).exists()
    assert not parties.filter(signed_on=None).exists()
    for agreement in agreements.prefetch_related("parties__institution"):
        sides = {(party.side, party.institution.country_id == "FR") for party in agreement.parties.all()}
        assert sides == {("french", True), ("partner", False)}
        assert not [found for found in agreement.expectations() if found.severity == "blocks"]
    call_command("check_data", verbosity=0)


def test_agreements_are_of_every_type_and_time_and_some_were_amended_renewed_or_ended(agreements):
    assert agreements.values("instrument").distinct().count() >= 12
    begun = agreements.order_by("effective_on").values_list("effective_on", flat=True)
    assert begun[0].year < 1990
    assert today() - begun[299] < datetime.timedelta(days=800)
    assert agreements.exclude(predecessor=None).count() > 10
    kinds = set(Amendment.objects.filter(agreement__in=agreements).values_list("kind", flat=True))
    assert kinds == {"extension", "termination"}
    for state in (State.IN_FORCE, State.ENDED):
        assert agreements.public().in_state(state).count() > 20


def test_a_renewal_begins_when_the_agreement_before_ended_with_the_same_parties(agreements):
    for renewal in agreements.exclude(predecessor=None):
        before = renewal.predecessor
        assert renewal.effective_on - before.ends_on == datetime.timedelta(days=1)
        assert {party.institution_id for party in renewal.parties.all()} == {
            party.institution_id for party in before.parties.all()
        }
