"""What a visitor may see, noun by noun, as of a day. Everything hidden here was there to be seen by staff."""

import pytest

from agreements.models import Agreement, Amendment, Contribution, ExchangeProgramme, Party, Stage
from inserm_intl.models import Page
from partners.models import Country, Institution, Priority
from tests.factories import (
    AgreementFactory,
    AmendmentFactory,
    ContributionFactory,
    CountryFactory,
    CountryGroupFactory,
    ExchangeProgrammeFactory,
    InstitutionFactory,
    MembershipFactory,
    PageFactory,
    PartyFactory,
    PriorityFactory,
    StageFactory,
    day,
    in_force,
)

pytestmark = pytest.mark.django_db
TODAY = "2026-06-30T12:00:00+00:00"


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(TODAY)


def seen(model, on=None):
    return list(model.objects.public(on and day(on)))


# Agreements


def test_an_agreement_in_force_is_public_from_its_first_day_and_stays_so_when_it_has_ended():
    agreement = in_force(ends_on=day("2019-01-09"))
    assert seen(Agreement, "2015-01-09") == []
    assert seen(Agreement, "2015-01-10") == seen(Agreement, "2019-01-10") == seen(Agreement) == [agreement]


@pytest.mark.parametrize("entered", [{"effective_on": day("2027-01-01")}, {"open_ended": False}])
def test_a_signed_agreement_is_public_before_it_takes_effect_and_when_its_end_is_not_known(entered):
    agreement = in_force(**entered)
    assert seen(Agreement) == [agreement]


def test_a_suspended_or_terminated_agreement_is_public():
    for kind, more in (("suspension", {}), ("termination", {"new_end": day("2016-12-31")})):
        AmendmentFactory(agreement=in_force(), kind=kind, **more)
    assert len(seen(Agreement)) == 2


@pytest.mark.parametrize(
    "hidden", [{"published": False}, *({"published": False, "confidentiality": c} for c in ("internal", "restricted"))]
)
def test_a_draft_or_a_confidential_agreement_is_not_public(hidden):
    in_force(**hidden)
    assert seen(Agreement) == []


def test_nothing_but_a_title_is_not_public():
    AgreementFactory(negotiation_published=True)
    assert seen(Agreement) == []


def test_a_negotiation_is_public_only_where_an_officer_published_it():
    hidden, shown = AgreementFactory(), AgreementFactory(negotiation_published=True)
    for agreement in (hidden, shown):
        StageFactory(agreement=agreement, since=day("2014-01-15"))
    assert seen(Agreement) == [shown]
    assert seen(Agreement, "2014-01-14") == []


def test_an_agreement_now_in_force_was_not_public_while_it_was_negotiated():
    agreement = in_force()
    StageFactory(agreement=agreement, since=day("2014-01-15"))
    assert seen(Agreement, "2015-01-09") == []
    assert seen(Agreement, "2015-01-10") == [agreement]


def test_a_negotiation_that_was_not_pursued_is_not_public_as_of_any_day():
    agreement = AgreementFactory(negotiation_published=True)
    StageFactory(agreement=agreement, since=day("2014-01-15"))
    StageFactory(agreement=agreement, since=day("2016-01-15"), kind="not-pursued")
    assert seen(Agreement) == seen(Agreement, "2016-01-15") == []
    assert seen(Agreement, "2016-01-14") == []


def test_a_negotiation_is_not_public_as_of_a_day_after_the_signature_that_is_expected():
    agreement = in_force(signed="2199-01-01")
    StageFactory(agreement=agreement, since=day("2014-01-15"))
    assert [row.state for row in agreement.periods.all()] == ["under-discussion", "in-force"]
    assert seen(Agreement, "2199-06-01") == seen(Agreement) == []


def test_periods_of_an_unpublished_negotiation_are_not_shown_on_an_agreement_s_own_page():
    agreement = in_force()
    StageFactory(agreement=agreement, since=day("2014-01-15"))
    assert [row.state for row in agreement.periods.all()] == ["under-discussion", "in-force"]
    (page,) = Agreement.objects.public().with_details()
    assert [row.state for row in page.life] == ["in-force"]


# What belongs to an agreement


def test_a_party_is_public_when_its_agreement_and_its_institution_are():
    agreement = in_force()
    hidden = InstitutionFactory(published=False)
    PartyFactory(agreement=agreement, institution=hidden, role="funder")
    in_force(published=False)
    assert Party.objects.count() == 5
    assert {party.agreement for party in seen(Party)} == {agreement}
    assert len(seen(Party)) == 2
    assert hidden not in {party.institution for party in seen(Party)}
    assert seen(Party, "2015-01-09") == []


def test_a_signed_amendment_of_a_public_agreement_is_public_and_no_other():
    public, draft = in_force(), in_force(published=False)
    shown = AmendmentFactory(agreement=public)
    AmendmentFactory(agreement=public, signed_on=None)
    AmendmentFactory(agreement=draft)
    assert Amendment.objects.count() == 3
    assert seen(Amendment) == [shown]


def test_stages_and_money_are_never_public():
    agreement = in_force(negotiation_published=True)
    StageFactory(agreement=agreement)
    ContributionFactory(party=agreement.parties.first())
    assert Stage.objects.exists()
    assert Contribution.objects.exists()
    assert seen(Stage) == seen(Contribution) == []


# Institutions, pages, priorities, groups


@pytest.mark.parametrize(
    ("model", "maker"),
    [(Institution, InstitutionFactory), (Page, PageFactory), (ExchangeProgramme, ExchangeProgrammeFactory)],
)
def test_what_is_published_is_public_whatever_the_day_and_a_draft_is_not(model, maker):
    shown, _draft = maker(), maker(published=False)
    assert seen(model) == seen(model, "1950-01-01") == [shown]


def test_partners_abroad_are_those_outside_france():
    InstitutionFactory(french=True)
    abroad = InstitutionFactory(country__code="JP")
    assert list(Institution.objects.public().abroad()) == [abroad]


@pytest.mark.parametrize(
    ("when", "found"), [("2015-12-31", 0), ("2016-01-01", 1), ("2020-12-31", 1), ("2021-01-01", 0), (None, 0)]
)
def test_a_priority_is_public_in_its_period(when, found):
    PriorityFactory(since=day("2016-01-01"), until=day("2020-12-31"))
    PriorityFactory(since=day("2016-01-01"), until=day("2020-12-31"), published=False)
    assert len(seen(Priority, when)) == found


def test_a_priority_without_dates_always_is_one():
    PriorityFactory()
    assert len(seen(Priority, "1950-01-01")) == len(seen(Priority)) == 1


@pytest.mark.parametrize(
    ("when", "member"), [("2013-06-30", 0), ("2013-07-01", 1), ("2020-01-31", 1), ("2020-02-01", 0)]
)
def test_a_country_belongs_to_a_group_from_its_first_day_to_its_last(when, member):
    group = CountryGroupFactory(code="some")
    MembershipFactory(group=group, since=day("2013-07-01"), until=day("2020-01-31"))
    MembershipFactory(since=day("2000-01-01"))
    assert Country.objects.in_groups(["some"], day(when)).count() == member


def test_a_priority_for_a_group_is_one_for_its_members_of_the_day():
    former = MembershipFactory(until=day("2020-01-31"))
    for_group = PriorityFactory(country=None, group=former.group)
    own = PriorityFactory(country=former.country)
    PriorityFactory(country=CountryFactory())
    assert set(Priority.objects.for_country(former.country_id, day("2020-01-31"))) == {for_group, own}
    assert set(Priority.objects.for_country(former.country_id, day("2020-02-01"))) == {own}
