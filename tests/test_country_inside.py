"""A country from inside: what staff know of it and no visitor does, each part within one's rights."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from inserm_intl.days import today
from tests import factories as make
from tests.admin_forms import staff
from tests.factories import day
from tests.staff import enter, roles
from tests.world import standing

pytestmark = pytest.mark.django_db
WHERE = "/admin/countries/JP/"


@pytest.fixture(scope="module", autouse=True)
def _roles(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, roles)


@pytest.fixture
def japan():
    return make.CountryFactory(code="JP")


@pytest.fixture
def officer(client, japan):
    return enter(client, "officer", "claire")


def chapters(client, where=WHERE):
    return {chapter.id: chapter for chapter in client.get(where).context["dossier"].chapters}


def names(client, key) -> list[str]:
    found = chapters(client)
    return [line.name for line in found[key].lines] if key in found else []


def partner(**fields):
    return make.InstitutionFactory(**{"country": make.CountryFactory(code="JP"), **fields})


def test_partners_are_told_published_or_not_and_prospects_are_marked(client, officer):
    partner(name_fr="Riken")
    partner(name_fr="Hoshikage", published=False, prospect=True, prospect_source="mission de 2019")
    make.InstitutionFactory(name_fr="Ailleurs")
    lines = chapters(client)["partners"].lines
    assert [line.name for line in lines] == ["Riken", "Hoshikage"]
    assert "Partenaire pressenti: mission de 2019 · pas en ligne" in " ".join(lines[1].cells).replace("\u00a0", "")


def test_an_agreement_stands_under_its_state_of_today(client, officer):
    in_force = make.in_force(partner=partner(), published=False)
    ended = make.in_force(partner=partner(), ends_on=day("2016-01-31"))
    ahead = make.in_force(partner=partner(), effective_on=day("2190-01-01"))
    draft = make.in_force(partner=partner(), signed=None, published=False)
    dropped = make.in_force(partner=partner(), signed=None, published=False)
    make.StageFactory(agreement=dropped, kind="not-pursued")
    make.in_force()
    expected = {"in-force": in_force, "ended": ended, "upcoming": ahead, "none": draft, "not-pursued": dropped}
    for key, agreement in expected.items():
        assert names(client, key) == [f"{agreement.reference} – {agreement.title}"], key


def test_a_negotiation_tells_its_desk_its_days_and_every_note(client, officer, time_machine):
    time_machine.move_to("2026-11-08T12:00:00+00:00")
    agreement = make.in_force(partner=partner(), signed=None, published=False, internal_note="Propriété intellectuelle")
    make.StageFactory(agreement=agreement, since=day("2026-09-01"), note="demande le droit japonais")
    make.StageFactory(agreement=agreement, kind="legal-review", since=day("2026-10-20"), desk="legal")
    (line,) = chapters(client)["negotiations"].lines
    assert "Examen juridique, les affaires juridiques, depuis 19 jours" in line.cells
    assert "1er septembre 2026 – demande le droit japonais\nPropriété intellectuelle" in line.cells


def test_a_visit_tells_what_it_led_to(client, officer):
    agreement = make.in_force(partner=partner(), title_fr="Suite")
    visit = make.ActivityFactory(country=make.CountryFactory(code="JP"), kind="mission", title_fr="Mission à Kobé")
    visit.led_to_agreements.add(agreement)
    (line,) = chapters(client)["visits"].lines
    assert "Mission à Kobé" in line.name
    assert str(agreement) in line.cells


def test_what_was_promised_and_falls_due_is_told_the_next_first(client, officer):
    institution = partner()
    of_agreement = make.DeadlineFactory(agreement=make.in_force(partner=institution), due_on=day("2190-03-01"))
    of_institution = make.DeadlineFactory(institution=institution, due_on=day("2190-01-01"))
    of_country = make.DeadlineFactory(country=institution.country, due_on=day("2190-02-01"), officer=officer)
    make.DeadlineFactory(country=institution.country, done_on=day("2016-01-01"))
    make.DeadlineFactory()
    assert names(client, "promises") == [row.heading for row in (of_institution, of_country, of_agreement)]


def test_contacts_past_their_date_are_not_shown(client, officer):
    institution = partner()
    kept = make.ContactFactory(institution=institution, name="Zoé", keep_until=today())
    make.ContactFactory(institution=institution, keep_until=today() - datetime.timedelta(1))
    assert names(client, "contacts") == [str(kept)]


def test_declared_collaborations_are_counted_by_year(client, officer):
    institution = partner()
    for year in (2015, 2015, 2016):
        make.CooperationFactory(institution=institution, year=year)
    lines = chapters(client)["declared"].lines
    assert [(line.name, line.cells) for line in lines] == [("2016", ["1", "1"]), ("2015", ["2", "2"])]


def test_each_list_that_a_part_leads_to_has_exactly_its_rows(client, officer):
    for _number in range(3):
        institution = partner()
        make.in_force(partner=institution)
        make.in_force(partner=institution, ends_on=day("2016-01-31"))
        make.StageFactory(agreement=make.in_force(partner=institution, signed=None))
        make.in_force(partner=institution, signed=None)
        make.ActivityFactory(country=institution.country)
        make.ContactFactory(institution=institution)
        make.ContactFactory(institution=institution, keep_until=today() - datetime.timedelta(1))
        make.CooperationFactory(institution=institution)
    make.in_force()
    enter(client, "administrator", "ada")
    found = [chapter for chapter in chapters(client).values() if chapter.url]
    assert len(found) == 7
    for chapter in found:
        assert client.get(chapter.url).context["cl"].result_count == chapter.counted == 3, chapter.id
    (of_year,) = chapters(client)["declared"].lines
    assert client.get(of_year.url).context["cl"].result_count == 3


def rich(count):
    for _number in range(count):
        institution = partner()
        agreement = make.in_force(partner=institution)
        make.StageFactory(agreement=make.in_force(partner=institution, signed=None), note="à relancer")
        make.in_force(partner=institution, ends_on=day("2016-01-31"))
        visit = make.ActivityFactory(country=institution.country)
        visit.led_to_agreements.add(agreement)
        make.AgreementContactFactory(agreement=agreement, contact=make.ContactFactory(institution=institution))
        make.CooperationFactory(institution=institution)
        make.ContributionFactory(party=agreement.parties.get(side="partner"))
        make.KeyFigureFactory(country=institution.country)
        make.PriorityFactory(country=institution.country)
        make.DeadlineFactory(country=institution.country, agreement=agreement)


def test_a_country_costs_as_much_with_many_rows_as_with_few(client, japan):
    enter(client, "administrator", "ada")
    costs = []
    for _time in range(2):
        rich(3)
        with CaptureQueriesContext(connection) as queries:
            client.get(WHERE)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 45


# Rights


def test_money_is_shown_by_year_to_those_who_may_see_it(client, officer):
    agreement = make.in_force(partner=partner())
    make.ContributionFactory(party=agreement.parties.get(side="partner"), amount="98765.43", currency="JPY")
    make.ContributionFactory(party=agreement.parties.get(side="french"), amount="20000")
    elsewhere = make.PartyFactory(agreement=agreement)
    make.ContributionFactory(party=elsewhere, amount="777777")
    assert "money" not in chapters(client)
    assert "98" + "\u202f" + "765" not in client.get(WHERE).content.decode()
    for right in ("agreements.view_contribution", "agreements.see_restricted"):
        client.force_login(staff(right[-5:], "partners.view_country", right))
        assert "money" not in chapters(client)
    enter(client, "publisher", "paul")
    told = [[line.name, *line.cells] for line in chapters(client)["money"].lines]
    assert [[text.replace("\u202f", " ").replace("\u00a0", " ") for text in line] for line in told] == [
        ["2015", "côté français", "20 000,00 EUR"],
        ["2015", "côté partenaire", "98 765,43 JPY"],
    ]


def test_a_restricted_agreement_is_nowhere_on_the_page(client, officer):
    institution = partner()
    hidden = make.in_force(partner=institution, reference="LIA-2013-999")
    make.StageFactory(agreement=hidden, note="Canari noté")
    visit = make.ActivityFactory(country=institution.country, agreement=hidden)
    visit.led_to_agreements.add(hidden)
    make.AgreementContactFactory(agreement=hidden, contact=make.ContactFactory(institution=institution))
    make.ContributionFactory(party=hidden.parties.get(side="partner"), amount="98765.43")
    make.DeadlineFactory(agreement=hidden)
    Agreement.objects.filter(pk=hidden.pk).update(title_fr="Canari", published=False, confidentiality="restricted")
    page = client.get(WHERE).content.decode()
    assert "Canari" not in page
    assert "LIA-2013-999" not in page
    enter(client, "publisher", "paul")
    assert client.get(WHERE).content.decode().count("LIA-2013-999") == 4


def test_each_part_is_there_only_for_those_who_may_see_its_noun(client, japan):
    rich(1)
    rights = {
        "partners.view_institution": {"partners"},
        "agreements.view_agreement": {"in-force", "negotiations", "ended"},
        "agreements.view_activity": {"visits"},
        "partners.view_contact": {"contacts"},
        "agreements.view_deadline": {"promises"},
        "partners.view_cooperation": {"declared"},
        "partners.view_keyfigure": {"figures"},
        "partners.view_priority": {"priorities"},
    }
    for number, (right, expected) in enumerate(rights.items()):
        client.force_login(staff(f"few{number}", "partners.view_country", right))
        assert set(chapters(client)) == expected, right
    client.force_login(staff("none"))
    assert client.get(WHERE).status_code == 403


@pytest.mark.parametrize("code", ["XX", "jpp", "%00", "J%00", "日本", "1"])
def test_a_country_that_there_is_not_is_not_found(client, officer, code):
    assert client.get(f"/admin/countries/{code}/", follow=True).status_code == 404


def test_small_letters_name_the_country_as_well(client, officer):
    assert client.get("/admin/countries/jp/").context["record"].pk == "JP"


def test_no_visitor_sees_the_page(client, japan):
    assert client.get(WHERE).url.startswith("/admin/login/")
