"""A new partner from a few letters: what the registry proposes, and what a choice fills in."""

import json

import pytest

from partners.models import Institution, RegistryRecord
from partners.registry.proposals import proposals
from tests.admin_forms import add, address, change, sent, staff, told
from tests.factories import CountryFactory, InstitutionFactory
from tests.ror_records import load, place, record, ror_id, succeeded_by

pytestmark = pytest.mark.django_db
PROPOSE = "/admin/partners/institution/propose/"
ADD = address(Institution, "add")
OFFICER = ("partners.view_institution", "partners.add_institution", "partners.change_institution")

RECORDS = [
    record(1, "Université Paris Cité", names=[("UPC", "acronym", None), ("Paris 7", "alias", None)]),
    record(2, "University of Tokyo", "en", names=[("東京大学", "label", "ja")], locations=[place("Tokyo", "JP")]),
    record(3, "Tokyo Medical University", "en", locations=[place("Tokyo", "JP")]),
    record(4, "Upper Paper Company", "en", names=[("Центр АКМ", "label", "ru")]),
    record(5, "UPC Foundation", "en"),
    record(6, "Old Institute of Tokyo", "en", status="withdrawn", relationships=succeeded_by(7)),
    record(7, "Later Institute of Osaka", "en", status="withdrawn", relationships=succeeded_by(2)),
    record(8, "Tokyo Closed Laboratory", "en", status="inactive"),
    record(9, "Mistaken", "en", status="withdrawn"),
    record(10, "Loop", "en", status="withdrawn", relationships=succeeded_by(10)),
]


@pytest.fixture
def registry(tmp_path):
    for code in ("FR", "JP"):
        CountryFactory(code=code)
    load(tmp_path, *RECORDS)


@pytest.fixture
def officer(client, registry):
    client.force_login(staff("claire", *OFFICER, "partners.view_registryrecord"))
    return client


FOUND = {
    "upc": [1, 5, 4],  # the acronym, a name that begins with it, initials
    "UNIVERSITE PAR": [1],
    "Cité, Université": [1],
    "paris 7": [1],
    "東京": [2],
    "tokyo univ": [2, 3],
    "univ japon": [2, 3],
    "tokyo": [3, 2, 8],
    "акм": [4],
    "AKM": [4],  # Latin letters for Cyrillic ones
    ror_id(2): [2],
    f"https://ror.org/{ror_id(2)}": [2],
    ror_id(6): [2],
    "Later Institute of Osaka": [2],
    "Universität von Tokyo": [2, 3],  # another language than the registry's
    "mistaken": [9],
    "loop": [10],
    "zz": [],
    "%": [],
    "\0": [],
    "": [],
}


@pytest.mark.parametrize("text", FOUND, ids=repr)
def test_the_registry_proposes_what_could_be_meant_the_likeliest_first(registry, text):
    assert [proposal.record.pk for proposal in proposals(text)] == [ror_id(number) for number in FOUND[text]]


def test_proposals_cost_a_constant_number_of_queries(registry, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert [str(proposal.record.country) for proposal in proposals("tokyo")] == ["Japon", "Japon", "France"]


def piece(client, **asked):
    return client.get(PROPOSE, asked).content.decode()


def test_a_choice_fills_what_the_registry_knows(officer):
    typed = next(proposal for proposal in officer.get(PROPOSE, {"q": "東京"}).context["proposals"])[1]
    fields = json.loads(typed)
    assert (fields["name_en"], fields["native_name"], fields["country"], fields["country_name"]) == (
        *("University of Tokyo", "東京大学", "JP", "Japon"),
    )
    assert f'href="{ADD}?registry={ror_id(2)}"' in piece(officer, q="東京")


def test_without_a_script_the_address_fills_the_form_and_one_click_saves_it(officer):
    page = officer.get(f"{ADD}?registry={ror_id(1)}")
    response = officer.post(ADD, sent(page))
    assert response.status_code == 302, response.context["errors"]
    made = Institution.objects.get()
    assert (made.name_fr, made.acronym, made.aliases, made.country_id, made.city, made.ror_id) == (
        *("Université Paris Cité", "UPC", "Paris 7", "FR", "Lyon", ror_id(1)),
    )
    assert (str(made.latitude), made.website, made.kind) == ("45.7485", "https://example.org", "education")


def test_an_organisation_that_is_entered_says_so_and_leads_there(officer):
    institution = InstitutionFactory(name_fr="Déjà là", ror_id=ror_id(1))
    where = address(Institution, "change", institution.pk)
    assert "déjà saisie\N{NO-BREAK SPACE}: Déjà là" in piece(officer, q="upc")
    assert where in piece(officer, q="upc")
    assert f"registry={ror_id(1)}" not in piece(officer, q="upc")
    response = officer.get(f"{ADD}?registry={ror_id(1)}", follow=True)
    assert response.redirect_chain == [(where, 302)]
    assert told(response) == ["Cette institution est déjà saisie\N{NO-BREAK SPACE}: la voici."]


def test_a_withdrawn_record_proposes_its_successor(officer):
    assert "au lieu de Old Institute of Tokyo, retiré du registre" in piece(officer, q=ror_id(6))
    page = officer.get(f"{ADD}?registry={ror_id(6)}")
    assert told(page) == ["Old Institute of Tokyo a été retiré du registre au profit de University of Tokyo."]
    assert sent(page)["ror_id"] == [ror_id(2)]


@pytest.mark.parametrize("asked", [ror_id(9), ror_id(99), "", "\0", "x" * 500])
def test_an_identifier_that_leads_nowhere_says_so_above_an_empty_form(officer, asked):
    page = officer.get(ADD, {"registry": asked})
    assert told(page) == ["Le registre ROR, tel qu’il a été chargé en dernier, n’a rien sous cet identifiant."]
    assert (sent(page)["ror_id"], sent(page)["name_fr"]) == ([""], [""])


def test_the_registry_is_searched_without_a_script_too(officer):
    page = officer.get(address(RegistryRecord), {"q": "tokyo"}).content.decode()
    places = [page.index(f"?registry={ror_id(number)}") for number in (3, 2, 8, 6)]
    assert places == sorted(places)
    nothing = officer.get(address(RegistryRecord), {"q": "mistaken"})
    assert [row.pk for row in nothing.context["cl"].result_list] == [ror_id(9)]
    assert "?registry=" not in nothing.content.decode()


def test_what_is_like_the_name_typed_is_shown_beside_it(officer):
    known = InstitutionFactory(name_fr="Université de Montréal", published=False)
    shown = officer.get(PROPOSE, {"name": "Montreal University"})
    assert shown.context["alike"] == [known]
    assert address(Institution, "change", known.pk) in shown.content.decode()
    assert officer.get(PROPOSE, {"name": "Montreal University", "own": known.pk}).context["alike"] == []
    assert officer.get(PROPOSE, {"name": "Tokyo"}).context["proposals"]
    assert not officer.get(PROPOSE, {"name": "Tokyo", "linked": ror_id(2)}).context["proposals"]


@pytest.mark.parametrize("asked", [{"own": "x"}, {"own": "9" * 40}, {"name": "\0"}, {"q": "a b " * 500}, {}])
def test_no_question_breaks_the_proposals(officer, asked):
    assert officer.get(PROPOSE, {"name": "Institut", **asked}).status_code == 200


def test_after_saving_one_is_told_of_what_could_be_the_same(officer):
    known = InstitutionFactory(name_fr="Université de Montréal")
    response = add(officer, Institution, name_fr="Montréal, Universite", country=known.country_id)
    (text,) = told(officer.get(response.url))[:1]
    assert text.startswith("N’est-elle pas déjà saisie")
    assert address(Institution, "change", known.pk) in text
    other = Institution.objects.get(name_fr="Montréal, Universite")
    response = change(officer, other, city="Laval")
    assert not any("ressemble" in text for text in told(officer.get(response.url)))


def test_only_those_who_enter_institutions_are_proposed_any(client, registry):
    known = InstitutionFactory(name_fr="Université de Montréal")
    client.force_login(staff("reader", "partners.view_institution", "partners.view_registryrecord"))
    assert client.get(PROPOSE, {"name": known.name_fr}).status_code == 403
    assert client.get(f"{ADD}?registry={ror_id(1)}").status_code == 403
    client.force_login(staff("without", *OFFICER))
    shown = client.get(PROPOSE, {"name": "Université"})
    assert (shown.status_code, shown.context["proposals"]) == (200, [])
    assert sent(client.get(f"{ADD}?registry={ror_id(1)}"))["ror_id"] == [""]
    assert client.get(address(RegistryRecord)).status_code == 403
    client.force_login(staff("nobody"))
    assert client.get(PROPOSE, {"q": "tokyo"}).status_code == 403


def test_the_registry_is_read_and_never_written_by_hand(admin_client, registry):
    assert admin_client.get(address(RegistryRecord, "change", ror_id(1))).status_code == 200
    assert admin_client.get(address(RegistryRecord, "add")).status_code == 403
    for page in ("change", "delete"):
        assert admin_client.post(address(RegistryRecord, page, ror_id(1)), {"post": "yes"}).status_code == 403


def test_nothing_of_the_registry_is_public(client, registry):
    assert not RegistryRecord.objects.public().exists()
    assert client.get(PROPOSE, {"q": "tokyo"}).status_code == 302
    for path in ("/fr/search/?q=tokyo", "/fr/partners/?q=tokyo", "/fr/partners/"):
        assert "University of Tokyo" not in client.get(path).content.decode()
