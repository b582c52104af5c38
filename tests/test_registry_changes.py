"""What the registry says anew of institutions that are entered waits for an officer: taken over, or dismissed."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from partners.models import Institution, RegistryRecord, UpstreamChange
from partners.registry.facts import filling
from tests.admin_forms import address, change, sent, staff, told
from tests.factories import CountryFactory, InstitutionFactory
from tests.ror_records import load, place, record, ror_id, succeeded_by

pytestmark = pytest.mark.django_db
OFFICER = [
    f"partners.{right}_{noun}"
    for right, noun in (
        *(("view", "upstreamchange"), ("change", "upstreamchange"), ("view", "registryrecord")),
        *(("view", "institution"), ("change", "institution")),
    )
]
LIST = address(UpstreamChange)


@pytest.fixture
def tmp(tmp_path, capsys):
    for code in ("FR", "JP"):
        CountryFactory(code=code)
    return tmp_path


@pytest.fixture
def officer(client):
    client.force_login(staff("claire", *OFFICER))
    return client


def entered(number=1, **typed):
    """An institution filled in from its record."""
    filled = filling(RegistryRecord.objects.get(pk=ror_id(number)))
    return InstitutionFactory(**{**filled, "country": None, "country_id": filled["country_id"], **typed})


def waiting():
    return {(change.record_id, change.fact) for change in UpstreamChange.objects.waiting()}


def act(client, action, *changes):
    chosen = {"action": action, "_selected_action": [change.pk for change in changes]}
    return client.post(LIST, chosen, follow=True)


NEWER = {
    "website": {"links": [{"type": "website", "value": "https://new.example.org"}]},
    "place": {"locations": [place("Kyoto", "JP", 35, 135)]},
    "kind": {"types": ["company"]},
    "acronym": {"names": [("NOUV", "acronym", None)]},
    "aliases": {"names": [("Autre nom", "alias", None)]},
    "native_name": {"names": [("新", "label", "ja")]},
    "name_en": {"names": [("New Name", "label", "en")]},
    "name_es": {"names": [("Nombre", "label", "es")]},
    "name_fr": {"name": "Nouveau nom"},
    "status": {"status": "inactive"},
}


@pytest.mark.parametrize("fact", NEWER)
def test_each_fact_that_changes_upstream_waits_once(tmp, fact):
    load(tmp, record(1), record(2))
    institution = entered()
    load(tmp, record(1, **NEWER[fact]), record(2, **NEWER[fact]))
    assert waiting() == {(ror_id(1), fact)}
    load(tmp, record(1, **NEWER[fact]), record(2, **NEWER[fact]))
    assert UpstreamChange.objects.count() == 1
    before = institution.version
    institution.refresh_from_db()
    assert institution.version == before


def test_what_is_entered_otherwise_by_choice_is_no_news(tmp):
    load(tmp, record())
    entered(name_fr="Mon nom", website="https://mine.example.org", city="Villeurbanne")
    load(tmp, record(types=["company"]))
    assert waiting() == {(ror_id(1), "kind")}


def test_what_the_registry_comes_to_say_as_we_do_does_not_wait(tmp):
    load(tmp, record())
    entered(website="https://new.example.org", kind="company")
    load(tmp, record(**NEWER["website"], **NEWER["kind"]))
    assert waiting() == set()


def test_only_that_a_record_was_given_up_is_news_the_first_time(tmp):
    for number in (1, 2):
        InstitutionFactory(ror_id=ror_id(number))
    load(tmp, record(1), record(2, status="withdrawn"))
    assert waiting() == {(ror_id(2), "status")}


def test_accepting_writes_the_institution_once_with_its_history(tmp, officer):
    load(tmp, record())
    institution = entered()
    load(tmp, record(**NEWER["website"], **NEWER["place"]))
    response = act(officer, "accept", *UpstreamChange.objects.filter(fact="place"))
    assert told(response) == ["1 changement a été repris."]
    institution.refresh_from_db()
    assert (institution.country_id, institution.city, str(institution.latitude)) == ("JP", "Kyoto", "35.0000")
    assert (institution.website, institution.version) == ("https://example.org", 2)
    versions = Version.objects.get_for_object(institution)
    assert [version.field_dict["country_id"] for version in versions] == ["JP", "FR"]
    entry = LogEntry.objects.get(object_id=institution.pk)
    assert str(entry.user) == "claire"
    assert entry.get_change_message() == "Modification de pays ou territoire, ville, latitude et longitude."
    assert waiting() == {(ror_id(1), "website")}


def test_a_stale_edit_is_refused_after_a_change_was_taken_over(tmp, admin_client):
    load(tmp, record())
    institution = entered()
    load(tmp, record(**NEWER["website"]))
    where = address(Institution, "change", institution.pk)
    opened = admin_client.get(where)
    act(admin_client, "accept", *UpstreamChange.objects.all())
    response = admin_client.post(where, sent(opened, city="Ailleurs"))
    assert "Cette fiche a été modifiée" in response.content.decode()


def test_what_was_dismissed_comes_back_only_when_the_registry_changes_it_again(tmp, officer):
    load(tmp, record())
    institution = entered()
    load(tmp, record(**NEWER["website"]))
    response = act(officer, "dismiss", *UpstreamChange.objects.all())
    assert told(response) == ["1 changement a été écarté."]
    assert waiting() == set()
    load(tmp, record(**NEWER["website"], **NEWER["kind"]))
    assert waiting() == {(ror_id(1), "kind")}
    load(tmp, record(links=[{"type": "website", "value": "https://newer.example.org"}], **NEWER["kind"]))
    assert waiting() == {(ror_id(1), "kind"), (ror_id(1), "website")}
    institution.refresh_from_db()
    assert (institution.version, institution.website) == (1, "https://example.org")
    assert LogEntry.objects.filter(content_type__model="upstreamchange").count() == 1


def test_a_choice_made_on_an_older_list_does_nothing(tmp, officer):
    load(tmp, record())
    institution = entered()
    load(tmp, record(**NEWER["website"]))
    seen = UpstreamChange.objects.get()
    load(tmp, record(links=[{"type": "website", "value": "https://newer.example.org"}]))
    act(officer, "accept", seen)
    institution.refresh_from_db()
    assert (institution.website, len(waiting())) == ("https://example.org", 1)


def test_other_names_are_added_to_those_that_we_have(tmp, officer):
    load(tmp, record())
    institution = entered(aliases="Nom de la maison")
    load(tmp, record(**NEWER["aliases"]))
    act(officer, "accept", *UpstreamChange.objects.all())
    institution.refresh_from_db()
    assert institution.aliases.splitlines() == ["Nom de la maison", "Autre nom"]


def test_what_the_register_refuses_is_said_and_waits_on(tmp, officer):
    load(tmp, record(**NEWER["place"]))
    institution = entered()
    load(tmp, record(locations=[place("Nulle-Part", "ZZ")]))
    response = act(officer, "accept", *UpstreamChange.objects.all())
    assert [text.split(" – ")[0] for text in told(response)] == [str(institution)]
    assert waiting() == {(ror_id(1), "place")}
    institution.refresh_from_db()
    assert (institution.city, institution.version) == ("Kyoto", 1)


def withdrawn(tmp, *successors):
    load(tmp, record(1), record(2, "Suite"), record(3, "Autre suite"))
    institution = entered()
    load(tmp, record(1, status="withdrawn", relationships=succeeded_by(*successors)), record(2, "Suite"))
    assert waiting() == {(ror_id(1), "status")}
    return institution


def test_following_a_successor_takes_its_identifier_and_shows_what_it_says_otherwise(tmp, officer):
    institution = withdrawn(tmp, 2)
    assert f"retiré du registre → Suite ({ror_id(2)})" in officer.get(LIST).content.decode()
    act(officer, "accept", *UpstreamChange.objects.all())
    institution.refresh_from_db()
    assert (institution.ror_id, institution.version) == (ror_id(2), 2)
    assert waiting() == {(ror_id(2), "name_fr")}


def test_a_successor_that_is_entered_already_is_not_followed(tmp, officer):
    institution = withdrawn(tmp, 2)
    InstitutionFactory(name_fr="Suite", ror_id=ror_id(2))
    response = act(officer, "accept", *UpstreamChange.objects.all())
    assert "fusionnez les deux" in told(response)[0]
    institution.refresh_from_db()
    assert (institution.ror_id, len(waiting())) == (ror_id(1), 1)


def test_without_a_successor_there_is_nothing_to_follow(tmp, officer):
    withdrawn(tmp)
    assert "n’indique aucun successeur" in told(act(officer, "accept", *UpstreamChange.objects.all()))[0]


def page_of(institution):
    return address(UpstreamChange, "of", institution.pk)


def test_of_several_successors_one_is_chosen_on_the_page(tmp, officer):
    institution = withdrawn(tmp, 2, 3)
    change = UpstreamChange.objects.get()
    assert "choisissez-en un" in told(act(officer, "accept", change))[0]
    where = page_of(institution)
    assert officer.get(where).content.decode().count("<option") == 3
    officer.post(where, {"change": change.pk, f"heir-{change.pk}": ror_id(3), "accept": "x"})
    institution.refresh_from_db()
    assert institution.ror_id == ror_id(3)


def test_the_successor_of_an_organisation_that_is_no_more_is_named_where_it_is_entered(tmp, officer):
    load(tmp, record(1), record(2, "Suite"))
    institution = entered()
    load(tmp, record(1, status="inactive", relationships=succeeded_by(2)))
    assert "Saisissez d’abord son successeur" in told(act(officer, "accept", *UpstreamChange.objects.all()))[0]
    heir = entered(2)
    act(officer, "accept", *UpstreamChange.objects.all())
    institution.refresh_from_db()
    assert (institution.successor, institution.ror_id) == (heir, ror_id(1))


def test_on_one_page_some_are_taken_over_and_others_dismissed(tmp, officer):
    load(tmp, record())
    institution = entered()
    load(tmp, record(**NEWER["website"], **NEWER["kind"], **NEWER["place"]))
    where, changes = page_of(institution), {change.fact: change.pk for change in UpstreamChange.objects.all()}
    text = officer.get(where).content.decode()
    assert "Kyoto, Japon (35.0000\N{NO-BREAK SPACE}; 135.0000)" in text
    assert "Lyon, France (45.7485\N{NO-BREAK SPACE}; 4.8467)" in text
    assert told(officer.post(where, {"accept": "x"}, follow=True)) == [
        "Cochez ce qu’il faut reprendre ou écarter. Rien n’a été modifié."
    ]
    officer.post(where, {"change": [changes["website"], changes["place"]], "accept": "x"})
    officer.post(where, {"change": [changes["kind"], "x", "9" * 40], "dismiss": "x"})
    institution.refresh_from_db()
    assert (institution.website, institution.city, institution.kind) == (
        "https://new.example.org",
        "Kyoto",
        "education",
    )
    assert (institution.version, waiting()) == (3, set())
    assert "écarté" in officer.get(where).content.decode()


def test_the_changes_of_one_institution_are_not_decided_on_the_page_of_another(tmp, officer):
    load(tmp, record(1), record(2))
    entered(1)
    other = entered(2)
    load(tmp, record(1, **NEWER["website"]))
    officer.post(page_of(other), {"change": UpstreamChange.objects.get().pk, "accept": "x"})
    assert len(waiting()) == 1


def test_an_institution_says_how_much_waits_and_what_is_typed_by_hand_waits_no_more(tmp, admin_client):
    load(tmp, record())
    institution = entered()
    load(tmp, record(**NEWER["website"], **NEWER["kind"]))
    form = admin_client.get(address(Institution, "change", institution.pk)).content.decode()
    assert "Registre\N{NO-BREAK SPACE}: 2 changements" in form
    change(admin_client, institution, website="https://new.example.org")
    assert waiting() == {(ror_id(1), "kind")}


def test_the_list_costs_a_constant_number_of_queries(tmp, officer):
    counts = []
    for many in (2, 9):
        load(tmp, *(record(number) for number in range(many)))
        for number in range(many):
            if not Institution.objects.filter(ror_id=ror_id(number)).exists():
                entered(number)
        load(tmp, *(record(number, status="withdrawn", relationships=succeeded_by(99)) for number in range(many)))
        with CaptureQueriesContext(connection) as queries:
            assert len(officer.get(LIST).context["cl"].result_list) == many
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_is_filtered_and_searched(tmp, officer):
    load(tmp, record(1, "Institut du Rhône"), record(2, "Autre"))
    for number in (1, 2):
        entered(number)
    load(tmp, record(1, "Institut du Rhône", **NEWER["website"]), record(2, "Autre", **NEWER["kind"]))
    UpstreamChange.objects.filter(fact="kind").update(dismissed=True)

    def shown(query):
        return [row.fact for row in officer.get(f"{LIST}?{query}").context["cl"].result_list]

    assert (shown(""), shown("dismissed=yes"), shown("dismissed=no&q=rhone"), shown("q=autre")) == (
        *(["website"], ["kind"], ["website"], []),
    )
    assert officer.get(f"{LIST}?dismissed=perhaps", follow=True).redirect_chain


@pytest.mark.parametrize("missing", ["partners.change_upstreamchange", "partners.change_institution"])
def test_who_may_not_change_institutions_decides_nothing(tmp, client, missing):
    load(tmp, record())
    institution = entered()
    load(tmp, record(**NEWER["website"]))
    client.force_login(staff("reader", *(right for right in OFFICER if right != missing)))
    change = UpstreamChange.objects.get()
    assert client.get(LIST).status_code == 200
    assert b"csrfmiddlewaretoken" in client.get(page_of(institution)).content
    assert b'name="change"' not in client.get(page_of(institution)).content
    assert client.post(page_of(institution), {"change": change.pk, "accept": "x"}).status_code == 403
    act(client, "accept", change)
    institution.refresh_from_db()
    assert (institution.website, len(waiting())) == ("https://example.org", 1)


def test_who_may_not_see_the_changes_sees_none(tmp, client):
    load(tmp, record())
    institution = entered()
    load(tmp, record(**NEWER["website"]))
    client.force_login(staff("other", "partners.view_institution", "partners.change_institution"))
    for where in (LIST, page_of(institution)):
        assert client.get(where).status_code == 403
    assert b"upstreamchange" not in client.get(address(Institution, "change", institution.pk)).content
    assert client.get(address(UpstreamChange, "change", UpstreamChange.objects.get().pk)).status_code in (302, 403)


def test_a_change_leads_to_the_page_of_its_institution(tmp, officer):
    load(tmp, record())
    institution = entered()
    load(tmp, record(**NEWER["website"]))
    change = UpstreamChange.objects.get()
    assert officer.get(address(UpstreamChange, "change", change.pk)).url == page_of(institution)
    assert officer.get(address(UpstreamChange, "change", 999)).status_code == 404
    assert officer.get(address(UpstreamChange, "add")).status_code == 403
    assert officer.get(address(UpstreamChange, "delete", change.pk)).status_code == 403
    assert officer.get(address(UpstreamChange, "of", 999), follow=True).status_code == 404
