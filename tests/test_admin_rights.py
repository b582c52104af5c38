"""Who sees and does what in the register beyond its table of rights (`tests/rights.py`), and what is restricted."""

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command

from agreements.models import Activity, Agreement, Contribution, Instrument
from partners.models import Country, Institution, Region
from tests import factories as make
from tests.admin_forms import add, address, change, sent, staff
from tests.staff import just_in

pytestmark = pytest.mark.django_db

CANARY = "Canari confidentiel"


@pytest.fixture
def in_role(client):
    """Return a function: the client, logged in with the rights of a role."""
    call_command("loaddata", "roles", verbosity=0)

    def logged_in(name):
        user = staff(name.split()[0].lower())
        user.groups.add(Group.objects.get(name=name))
        client.force_login(user)
        return client

    return logged_in


READER, OFFICER, PUBLISHER, ADMINISTRATOR = (
    "Lecteur",
    "Chargé de coopération",
    "Responsable de publication",
    "Administrateur",
)


def test_an_officer_enters_an_agreement_and_its_parties(in_role):
    client, lia = in_role(OFFICER), make.InstrumentFactory()
    partner = make.InstitutionFactory()
    rows = {"parties-0-institution": make.InstitutionFactory(french=True).pk, "parties-1-institution": partner.pk}
    response = add(client, Agreement, instrument=lia.pk, title_fr="Neurosciences", published="on", **rows)
    assert response.status_code == 302, response.context["errors"]
    agreement = Agreement.objects.get()
    assert {party.side for party in agreement.parties.all()} == {"french", "partner"}
    assert not agreement.published


def test_a_reader_reads_dates_as_precisely_as_they_are_known(in_role):
    client = in_role(READER)
    client.cookies["django_language"] = "en"
    agreement = make.in_force(effective_on=make.day("2015-01-01"), effective_on_precision="year")
    page = client.get(address(Agreement, "change", agreement.pk)).content.decode()
    assert '<div class="readonly">2015</div>' in page
    assert "Jan. 1, 2015" not in page


def test_a_reader_changes_nothing(in_role):
    institution, client = make.InstitutionFactory(), in_role(READER)
    assert client.post(address(Institution, "change", institution.pk), {"name_fr": "Autre"}).status_code == 403


def test_regions_are_read_and_countries_only_renamed(admin_client):
    region = make.RegionFactory(code="142")
    japan = make.CountryFactory(code="JP", subregion=region)
    for model in (Region, Country):
        assert admin_client.get(address(model, "add")).status_code == 403
    assert admin_client.post(address(Region, "change", "142"), {"name_fr": "Autre"}).status_code == 403
    assert admin_client.post(address(Country, "delete", "JP"), {"post": "yes"}).status_code == 403
    change(admin_client, japan, name_es="Japón", code="XX")
    japan.refresh_from_db()
    assert (japan.code, japan.name_es) == ("JP", "Japón")


@pytest.fixture
def restricted():
    partner = make.InstitutionFactory(name_fr="Institut discret")
    agreement = make.in_force(title_fr=CANARY, partner=partner, published=False, confidentiality="restricted")
    make.AgreementFactory(
        title_fr="Suite", published=False, predecessor=agreement, parent=agreement, reference="LIA-2020-777"
    )
    make.ActivityFactory(agreement=agreement, title_fr="Visite").led_to_agreements.add(agreement)
    return agreement


def everywhere(agreement):
    """Admin addresses where an agreement, or what names it, could show."""
    successor, activity = agreement.renewed_by, agreement.activities.get()
    boxes = [("agreement", "parent"), ("activity", "agreement"), ("exchangeprogramme", "agreement")]
    return [
        address(Agreement),
        f"{address(Agreement)}?q=canari",
        f"{address(Agreement)}?q=discret",
        address(Agreement, "change", agreement.pk),
        address(Agreement, "delete", agreement.pk),
        address(Agreement, "change", successor.pk),
        address(Activity),
        address(Activity, "change", activity.pk),
        address(Instrument, "delete", agreement.instrument_id),
        *(f"/admin/autocomplete/?app_label=agreements&model_name={noun}&field_name={field}" for noun, field in boxes),
    ]


@pytest.mark.parametrize("role", [READER, OFFICER])
def test_a_restricted_agreement_is_out_of_sight(in_role, restricted, role):
    client = in_role(role)
    for where in everywhere(restricted):
        page = client.get(where, follow=True)
        assert CANARY not in page.content.decode(), where
        assert restricted.reference not in page.content.decode(), where


def test_a_restricted_agreement_was_there_to_be_seen(in_role, restricted):
    client = in_role(PUBLISHER)
    shown = [where for where in everywhere(restricted) if restricted.reference in client.get(where).content.decode()]
    assert len(shown) >= 8


def test_what_protects_a_type_of_cooperation_is_counted_but_not_named(client, restricted):
    client.force_login(staff("claire", "agreements.delete_instrument", "agreements.view_instrument"))
    page = client.get(address(Instrument, "delete", restricted.instrument_id))
    assert len(page.context["protected"]) == 2
    assert restricted.reference not in page.content.decode()


def test_saving_what_names_a_restricted_agreement_keeps_the_link(in_role, restricted):
    client, successor, activity = in_role(OFFICER), restricted.renewed_by, restricted.activities.get()
    assert change(client, successor, acronym="SUITE").status_code == 302
    assert change(client, activity, city="Paris").status_code == 302
    successor.refresh_from_db()
    assert (successor.predecessor, successor.parent, successor.acronym) == (restricted, restricted, "SUITE")
    activity.refresh_from_db()
    assert (activity.agreement, activity.city) == (restricted, "Paris")
    assert set(activity.led_to_agreements.all()) == {restricted}


def test_a_restricted_agreement_cannot_be_named_by_its_key(in_role, restricted):
    client, other = in_role(OFFICER), make.AgreementFactory(published=False)
    response = change(client, other, parent=restricted.pk)
    assert set(response.context["adminform"].form.errors) == {"parent"}


def test_money_is_reached_from_the_party_by_those_who_may(in_role):
    contribution = make.ContributionFactory(party=make.in_force().parties.get(side="partner"), amount="98765.43")
    agreement = contribution.party.agreement
    where = f"{address(Contribution)}?party={contribution.party.pk}"
    client = in_role(OFFICER)
    assert where not in client.get(address(Agreement, "change", agreement.pk)).content.decode()
    assert client.get(where).status_code == 403
    client = in_role(PUBLISHER)
    assert where in client.get(address(Agreement, "change", agreement.pk)).content.decode()
    assert list(client.get(where).context["cl"].result_list) == [contribution]
    form = sent(client.get(f"{address(Contribution, 'add')}?party={contribution.party.pk}"), year=2016, amount="10")
    client.post(f"{address(Contribution, 'add')}?party={contribution.party.pk}", form)
    assert {row.year for row in contribution.party.contributions.all()} == {2015, 2016}


def test_an_institution_that_is_in_an_agreement_cannot_be_deleted(admin_client):
    institution = make.in_force().parties.get(side="partner").institution
    where = address(Institution, "delete", institution.pk)
    assert len(admin_client.get(where).context["protected"]) == 1
    assert admin_client.post(where, {"post": "yes"}).status_code == 200
    assert Institution.objects.filter(pk=institution.pk).exists()


def test_an_administrator_makes_no_superuser(in_role):
    client = just_in(in_role(ADMINISTRATOR))
    colleague, root = staff("colleague"), User.objects.create_superuser("root")
    change(client, colleague, is_superuser="on", first_name="Anne")
    colleague.refresh_from_db()
    assert (colleague.is_superuser, colleague.first_name) == (False, "Anne")
    assert client.post(address(User, "change", root.pk), {"username": "mine"}).status_code == 403
