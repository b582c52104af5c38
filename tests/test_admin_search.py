"""The search box of every admin page: numbers, titles, partners, people, countries, within one's rights."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement, Document
from inserm_intl.desk.nouns import SEARCHED
from partners.models import Contact, Cooperation, Country, Institution
from tests import factories as make
from tests.admin_forms import address, staff
from tests.factories import day
from tests.staff import enter, roles
from tests.world import standing

pytestmark = pytest.mark.django_db
WHERE = "/admin/search/"


@pytest.fixture(scope="module", autouse=True)
def _roles(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, roles)


@pytest.fixture
def officer(client):
    return enter(client, "officer", "claire")


def groups(client, text):
    return {group.model: group for group in client.get(WHERE, {"q": text}).context["groups"]}


def test_the_box_is_on_the_desk_on_lists_and_on_forms(client, officer):
    institution = make.InstitutionFactory()
    pages = ["/admin/", address(Agreement), address(Institution, "change", institution.pk), WHERE]
    for page in pages:
        assert f'action="{WHERE}"' in client.get(page).content.decode(), page


def test_it_is_not_offered_to_who_has_not_come_in(client):
    assert WHERE not in client.get("/admin/login/").content.decode()
    answer = client.get(WHERE, {"q": "riken"})
    assert (answer.status_code, answer.url.split("?")[0]) == (302, "/admin/login/")
    assert client.post(WHERE).status_code == 302


@pytest.mark.parametrize("typed", ["LIA-2013-001", "lia-2013-001", " INS/2013-7é ", "ins/2013-7e", "AMED-44"])
def test_an_exact_reference_or_number_goes_straight_to_the_agreement(client, officer, typed):
    agreement = make.in_force(reference="LIA-2013-001", own_number="INS/2013-7é", partner_number="AMED-44")
    make.in_force(reference="LIA-2013-002", partner_number="AMED-441")
    answer = client.get(WHERE, {"q": typed})
    assert (answer.status_code, answer.url) == (302, address(Agreement, "change", agreement.pk))


def test_a_number_that_two_agreements_have_shows_both(client, officer):
    both = {make.in_force(partner_number="AMED-44") for _ in "ab"}
    assert set(groups(client, "amed-44")[Agreement].rows) == both


def test_references_of_activities_and_collaborations_go_straight_there_too(client, officer):
    visit, declared = make.ActivityFactory(reference="VIS-2014-001"), make.CooperationFactory(reference="COL-2015-001")
    assert client.get(WHERE, {"q": "vis-2014-001"}).url == address(type(visit), "change", visit.pk)
    assert client.get(WHERE, {"q": "col-2015-001"}).url == address(Cooperation, "change", declared.pk)


def test_a_country_leads_to_its_page_before_all_else(client, officer):
    japan = make.CountryFactory(code="JP")
    riken = make.InstitutionFactory(name_fr="Riken", country=japan)
    agreement = make.in_force(partner=riken)
    found = client.get(WHERE, {"q": "japon"}).context["groups"]
    assert [group.model for group in found] == [Country, Agreement, Institution]
    ((where, _found, _said),) = found[0].results
    assert where == "/admin/countries/JP/"
    assert [row.pk for row in found[1].rows] == [agreement.pk]
    assert list(groups(client, "Japan")) == list(groups(client, "japon"))


@pytest.mark.parametrize("typed", ["理化学", "rikagaku", "RIKEN", "institut de recherche physique", "japon riken"])
def test_a_partner_is_found_by_any_of_its_names(client, officer, typed):
    riken = make.InstitutionFactory(
        name_fr="Institut de recherche physique", acronym="RIKEN", native_name="理化学研究所", native_language="ja",
        aliases="Rikagaku Kenkyujo", published=False, country=make.CountryFactory(code="JP"),
    )  # fmt: skip
    assert [row.pk for row in groups(client, typed)[Institution].rows] == [riken.pk]


def test_an_agreement_says_at_once_whose_desk_it_is_on(client, officer, time_machine):
    time_machine.move_to("2026-11-08T12:00:00+00:00")
    icmr = make.InstitutionFactory(name_fr="Conseil indien", acronym="ICMR")
    agreement = make.in_force(signed=None, published=False, partner=icmr, officer=officer)
    make.StageFactory(agreement=agreement, since=day("2026-10-01"), desk="partner")
    ((_where, _found, said),) = groups(client, "icmr")[Agreement].results
    assert said == ["En négociation, le partenaire, depuis 38 jours", "Claire"]


def test_a_person_is_found_by_who_may_see_contacts(client, officer):
    contact = make.ContactFactory(name="Zoé Exemple")
    assert [row.pk for row in groups(client, "zoe")[Contact].rows] == [contact.pk]
    client.force_login(staff("few", "partners.view_institution"))
    assert groups(client, "zoe") == {}


def test_a_document_is_found_by_its_title_within_one_s_rights(client, officer):
    annex = make.DocumentFactory(title="Annexe budgétaire")
    make.DocumentFactory(title="Annexe budgétaire", confidentiality="restricted")
    assert [row.pk for row in groups(client, "budgetaire")[Document].rows] == [annex.pk]


def test_each_group_counts_the_rows_of_the_list_it_leads_to(client, officer):
    japan = make.CountryFactory(code="JP")
    for _number in range(7):
        partner = make.InstitutionFactory(country=japan)
        agreement = make.in_force(partner=partner)
        make.ContactFactory(institution=partner)
        make.ActivityFactory(country=japan, title_fr="Visite au Japon")
        programme = make.ExchangeProgrammeFactory(agreement=agreement, title_fr="Visites au Japon")
        make.CallFactory(programme=programme, title_fr="Appel Japon")
        make.CooperationFactory(institution=partner)
    found = groups(client, "japon")
    assert found.keys() >= {Country, Agreement, Institution, Contact, Cooperation}
    for group in found.values():
        listed = client.get(group.url).context["cl"]
        assert listed.result_count == group.counted == (1 if group.model is Country else 7), group.model
        assert len(group.results) == min(5, group.counted)


def test_a_restricted_agreement_is_not_found_by_number_or_words(client, officer):
    partner = make.InstitutionFactory(name_fr="Institut discret")
    hidden = make.in_force(
        title_fr="Canari", partner=partner, own_number="INS-7", reference="LIA-2013-001",
        published=False, confidentiality="restricted",
    )  # fmt: skip
    for typed in ("canari", "INS-7", "LIA-2013-001", "discret"):
        answer = client.get(WHERE, {"q": typed})
        assert answer.status_code == 200
        assert Agreement not in {group.model for group in answer.context["groups"]}
    enter(client, "publisher", "paul")
    assert client.get(WHERE, {"q": "ins-7"}).url == address(Agreement, "change", hidden.pk)
    assert Agreement in groups(client, "discret")


def test_who_may_see_one_noun_finds_that_noun_alone(client):
    client.force_login(staff("few", "partners.view_institution"))
    partner = make.in_force(reference="LIA-2013-001").parties.get(side="partner").institution
    assert set(groups(client, str(partner))) == {Institution}
    assert client.get(WHERE, {"q": "LIA-2013-001"}).status_code == 200


def test_a_misspelt_name_is_met_with_what_was_meant_unpublished_or_not(client, officer):
    make.InstitutionFactory(name_fr="Karolinska", published=False)
    meant = client.get(WHERE, {"q": "karolinksa"}).context["meant"]
    assert ("Karolinska", "/admin/search/?q=Karolinska") in meant.suggestions
    make.InstitutionFactory(name_fr="Riken")
    alone = dict(client.get(WHERE, {"q": "riken karolinska"}).context["meant"].alone)
    assert set(alone) == {"riken", "karolinska"}
    assert alone["riken"] == [("Institutions", f"{address(Institution)}?q=riken")]


@pytest.mark.parametrize(
    "typed", ["", "   ", "\0", "%", "’", "a" * 5000, "é" * 300 + "\0", "x " * 400, "🧬", "_", "\\"]
)
def test_whatever_is_typed_is_answered(client, officer, typed):
    make.in_force(own_number="7")
    assert client.get(WHERE, {"q": typed}).status_code == 200


def test_a_search_costs_as_much_with_many_rows_as_with_few(client, officer):
    japan, costs = make.CountryFactory(code="JP"), []
    for _time in range(2):
        for _number in range(7):
            partner = make.InstitutionFactory(country=japan)
            make.StageFactory(agreement=make.in_force(partner=partner))
            make.ActivityFactory(country=japan, title_fr="Japon")
            make.CooperationFactory(institution=partner)
        with CaptureQueriesContext(connection) as queries:
            assert len(groups(client, "japon")) == 5
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 3 * len(SEARCHED)
