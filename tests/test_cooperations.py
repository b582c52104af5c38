"""Declared collaborations: given a reference and a country, asked by the year they are of, never by the day."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inserm_intl.references import ReferenceCounter
from partners.models import Cooperation
from tests import factories as make
from tests.admin_forms import add, change
from tests.reading import ask, listed
from tests.test_loading import fixture, load

pytestmark = pytest.mark.django_db


@pytest.fixture
def riken():
    return make.InstitutionFactory(slug="riken", name_fr="Institut Riken", country=make.CountryFactory(code="JP"))


# References and countries


def test_a_collaboration_is_numbered_in_the_year_it_was_declared_for():
    given = [make.CooperationFactory(year=year).reference for year in (2019, 2020, 2019)]
    assert given == ["COL-2019-001", "COL-2020-001", "COL-2019-002"]


def test_many_are_entered_at_once_after_those_that_are_there_and_those_that_bring_a_reference():
    make.CooperationFactory(year=2019)
    unit, country = make.ResearchUnitFactory(), make.CountryFactory()
    brought = {2: "COL-2019-040"}
    Cooperation.objects.enter(
        [
            Cooperation(unit=unit, country=country, year=year, reference=brought.get(number, ""))
            for number, year in enumerate([2019, 2020, 2019, 2019])
        ]
    )
    assert set(Cooperation.objects.values_list("reference", flat=True)) == {
        *("COL-2019-001", "COL-2019-040", "COL-2019-041", "COL-2019-042", "COL-2020-001"),
    }


def test_entering_a_thousand_asks_nothing_of_the_database_for_each():
    """SQLite takes some seventy rows at a time, PostgreSQL a thousand."""
    unit, institution = make.ResearchUnitFactory(), make.InstitutionFactory()
    with CaptureQueriesContext(connection) as queries:
        Cooperation.objects.enter([Cooperation(unit=unit, institution=institution, year=2019) for _ in range(1000)])
    assert len(queries) < 30
    assert Cooperation.objects.filter(country=institution.country).count() == 1000


def test_the_country_is_that_of_the_institution(riken):
    assert make.CooperationFactory(institution=riken).country_id == "JP"
    entered = Cooperation.objects.enter(
        [Cooperation(year=2015, unit=make.ResearchUnitFactory(), institution=riken)],
    )
    assert [row.country_id for row in entered] == ["JP"]


def typed(**fields):
    return {"year": "2019", "unit": make.ResearchUnitFactory().pk, **fields}


def test_an_officer_names_an_institution_and_the_register_its_country(admin_client, riken):
    add(admin_client, Cooperation, **typed(institution=riken.pk))
    declared = Cooperation.objects.get()
    assert (declared.reference, declared.country_id, declared.published) == ("COL-2019-001", "JP", False)


@pytest.mark.parametrize(
    ("institution", "country"),
    [("riken", "BR"), ("riken", "FR"), ("", ""), ("", "FR"), ("french", "")],
)
def test_what_is_in_another_country_in_france_or_nowhere_is_refused_beside_the_country(
    admin_client, riken, institution, country
):
    places = {"riken": riken.pk, "french": make.InstitutionFactory(french=True).pk, "": ""}
    make.CountryFactory(code="BR")
    response = add(admin_client, Cooperation, **typed(institution=places[institution], country=country))
    assert list(response.context["adminform"].form.errors) == ["country"]
    assert not Cooperation.objects.exists()


def test_an_institution_changed_for_one_elsewhere_is_refused_until_the_country_is_emptied(admin_client, riken):
    declared = make.CooperationFactory(institution=make.InstitutionFactory())
    assert change(admin_client, declared, institution=riken.pk).status_code == 200
    assert change(admin_client, declared, institution=riken.pk, country="").status_code == 302
    declared.refresh_from_db()
    assert declared.country_id == "JP"


def test_neither_is_there_one_with_france_by_any_other_way():
    with pytest.raises(ValidationError) as refusal:
        Cooperation(year=2015, unit=make.ResearchUnitFactory(), country=make.CountryFactory(code="FR")).full_clean()
    assert list(refusal.value.message_dict) == ["country"]


# Groups, by the year; other lists, by the day


@pytest.fixture
def union():
    """The real countries and groups, with a German and a British partner, an agreement and declarations of each."""
    load("countries", "groups")
    unit, french = make.ResearchUnitFactory(), make.InstitutionFactory(slug="inserm", country_id="FR")
    for code in ("DE", "GB"):
        partner = make.InstitutionFactory(slug=code.lower(), country_id=code)
        make.in_force(reference=f"{code}-2015-001", partner=partner, french=french)
        for year in (2019, 2020):
            make.CooperationFactory(reference=f"{code}-{year}", year=year, unit=unit, institution=partner)


def test_a_year_s_collaborations_in_the_union_are_with_those_who_were_members_on_its_31_december(client, union):
    assert listed(client, "cooperations", group="eu") == ["DE-2020", "DE-2019", "GB-2019"]
    assert listed(client, "cooperations", group="eu", on="2019-06-30") == ["DE-2019", "GB-2019"]
    for on in ("2020-01-31", "2020-02-01"):
        assert listed(client, "cooperations", group="eu", on=on) == ["DE-2020", "DE-2019", "GB-2019"]
    assert listed(client, "cooperations", group="eu", country="GB") == ["GB-2019"]
    assert listed(client, "cooperations", group="eu", year=2020) == ["DE-2020"]


@pytest.mark.parametrize(("on", "members"), [("2019-12-31", 27), ("2020-01-31", 27), ("2020-02-01", 26)])
def test_partners_countries_and_agreements_in_the_union_are_with_those_who_are_members_on_the_day(
    client, union, on, members
):
    codes = ["DE", "GB"] if members == 27 else ["DE"]
    assert sorted(listed(client, "partners", group="eu", on=on)) == [code.lower() for code in codes]
    assert sorted(listed(client, "agreements", group="eu", on=on)) == [f"{code}-2015-001" for code in codes]
    page = ask(client, "countries/", group="eu", on=on)
    assert f"({members})" in page.title  # France is at home
    assert sorted(set(listed(client, "countries", group="eu", on=on)) & {"DE", "GB", "FR"}) == codes


def test_a_membership_that_ends_on_31_december_holds_that_year(client):
    japan = make.CountryFactory(code="JP")
    make.MembershipFactory(group__code="g", country=japan, since=make.day("2015-12-31"), until=make.day("2016-12-31"))
    for year in range(2014, 2018):
        make.CooperationFactory(reference=f"IN-{year}", year=year, country=japan)
    assert listed(client, "cooperations", group="g") == ["IN-2016", "IN-2015"]


def test_who_left_and_came_back_is_counted_once(client):
    japan = make.CountryFactory(code="JP")
    group = make.CountryGroupFactory(code="g")
    for since, until in (("2010-01-01", "2012-06-30"), ("2012-07-01", None)):
        make.MembershipFactory(group=group, country=japan, since=make.day(since), until=until and make.day(until))
    make.CooperationFactory(reference="IN-2012", year=2012, country=japan)
    assert listed(client, "cooperations", group=["g"]) == ["IN-2012"]


# What a visitor sees


def test_of_a_private_institution_only_the_country_is_left(client, riken):
    declared = make.CooperationFactory(institution=riken)
    assert ask(client, "cooperations/").links("/fr/partners/riken/")
    assert listed(client, "cooperations", q="riken") == [declared.reference]
    type(riken).objects.update(published=False)
    page = ask(client, "cooperations/")
    assert page.rows == [declared.reference]
    assert riken.name_fr not in page.content.text
    assert page.links("/fr/countries/JP/")
    ask(client, "cooperations/", status=400, partner="riken")
    assert listed(client, "cooperations", q="riken") == []


def test_a_year_not_begun_is_not_shown(client):
    for year in (2019, 2020):
        make.CooperationFactory(reference=f"OF-{year}", year=year)
    assert listed(client, "cooperations", on="2019-12-31") == ["OF-2019"]
    assert listed(client, "cooperations", on="2020-01-01") == ["OF-2020", "OF-2019"]


def test_the_list_says_that_it_holds_invented_records(client):
    make.CooperationFactory(invented=True)
    for address in ("cooperations/", "countries/"):
        (notice,) = ask(client, address).all(class_="notice-demo")
        assert notice.one("a").attrs["href"] == "?invented=no"
        assert not ask(client, address, invented="no").all(class_="notice-demo")


# Fixtures and proof


def test_a_loaded_declaration_moves_its_counter(tmp_path, riken):
    unit = make.ResearchUnitFactory()
    row = {"reference": "COL-2019-017", "year": 2019, "unit": [unit.code, None], "country": ["JP"]}
    load(fixture(tmp_path, ("partners.cooperation", {**row, "institution": ["riken"]})))
    assert ReferenceCounter.give("COL", 2019) == "COL-2019-018"
    call_command("check_data", verbosity=0)


def test_an_institution_in_another_country_is_found(capsys, riken):
    declared = make.CooperationFactory(institution=riken)
    Cooperation.objects.update(country=make.CountryFactory(code="BR"))
    with pytest.raises(CommandError):
        call_command("check_data")
    assert capsys.readouterr().err.splitlines() == [f"{declared.reference}: its institution is in another country"]


def test_what_was_declared_with_an_institution_follows_it_to_its_country(admin_client):
    declared = make.CooperationFactory(institution=make.InstitutionFactory(country=make.CountryFactory(code="BR")))
    canada, france = make.CountryFactory(code="CA"), make.CountryFactory(code="FR")
    assert change(admin_client, declared.institution, country=canada.pk).status_code == 302
    declared.refresh_from_db()
    assert declared.country == canada
    answer = change(admin_client, declared.institution, country=france.pk)
    assert set(answer.context["adminform"].form.errors) == {"country"}
