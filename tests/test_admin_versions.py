"""Versions of a record: its history, going back, recovering what was deleted; and what rights they need."""

import pytest
from django.contrib.auth.models import Permission, User
from reversion.models import Version

from agreements.models import Agreement, Contribution, Instrument
from inserm_intl.models import Page
from tests import factories as make
from tests.admin_forms import add, address, change, parties, sent, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def entered(admin_client):
    """An agreement in force that an officer entered, with its two parties."""
    lia = make.InstrumentFactory()
    french, partner = make.InstitutionFactory(french=True), make.InstitutionFactory()
    signed = {"signed_on": "10/01/2015"}
    rows = parties((french, {"side": "french", **signed}), (partner, signed))
    add(admin_client, Agreement, instrument=lia.pk, title_fr="Neurosciences", open_ended="on", **rows)
    return Agreement.objects.get()


def versions(record):
    """Addresses of a record's versions, the oldest first."""
    kept = Version.objects.get_for_object(record).order_by("pk")
    return [address(type(record), "revision", record.pk, version.pk) for version in kept]


def go_back(client, where):
    return client.post(where, sent(client.get(where)), follow=True)


def life(agreement):
    return [(row.state, str(row.since)) for row in agreement.periods.all()]


def test_each_save_is_in_the_history_with_who_and_what(admin_client, entered):
    change(admin_client, entered, acronym="NEURO")
    history = admin_client.get(address(Agreement, "history", entered.pk))
    assert [event.who for event in history.context["page"]] == ["admin", "admin"]
    assert len(versions(entered)) == 2


def test_going_back_restores_the_record_its_rows_and_its_life(admin_client, entered):
    index = list(entered.parties.all()).index(entered.parties.get(side="partner"))
    change(admin_client, entered, title_fr="Autre", **{f"parties-{index}-DELETE": "on"})
    change(admin_client, entered, **{"parties-0-signed_on": ""})
    assert life(entered) == []
    go_back(admin_client, versions(entered)[0])
    entered.refresh_from_db()
    assert entered.title_fr == "Neurosciences"
    assert {party.side for party in entered.parties.all()} == {"french", "partner"}
    assert life(entered) == [("in-force", "2015-01-10")]


def test_going_back_moves_the_version_on_so_that_open_forms_become_stale(admin_client, entered):
    change(admin_client, entered, acronym="A")
    change(admin_client, entered, acronym="B")
    opened = sent(admin_client.get(address(Agreement, "change", entered.pk)))
    go_back(admin_client, versions(entered)[0])
    entered.refresh_from_db()
    assert (entered.version, entered.acronym) == (4, "")
    assert admin_client.post(address(Agreement, "change", entered.pk), opened).status_code == 200


def test_going_back_in_a_small_window_goes_back_like_any_other(admin_client, entered):
    change(admin_client, entered, acronym="NEURO2")
    where = versions(entered)[0]
    assert admin_client.post(where, {**sent(admin_client.get(where)), "_popup": "1"}).status_code == 302
    entered.refresh_from_db()
    assert entered.acronym == ""


def test_a_form_to_go_back_becomes_stale_like_any_other(admin_client, entered):
    change(admin_client, entered, acronym="A")
    first = versions(entered)[0]
    opened = sent(admin_client.get(first))
    change(admin_client, entered, acronym="B")
    assert admin_client.post(first, opened).status_code == 200
    assert Agreement.objects.get().acronym == "B"


def test_a_deleted_agreement_is_recovered_with_its_parties_and_its_life(admin_client, entered):
    admin_client.post(address(Agreement, "delete", entered.pk), {"post": "yes"})
    assert not Agreement.objects.exists()
    where = admin_client.get(address(Agreement, "recoverlist")).context["deleted"][0]
    go_back(admin_client, address(Agreement, "recover", where.pk))
    agreement = Agreement.objects.get()
    assert agreement.reference == entered.reference
    assert agreement.parties.count() == 2
    assert life(agreement) == [("in-force", "2015-01-10")]


def test_going_back_on_a_usual_duration_rebuilds_the_lives_it_rules(admin_client):
    add(admin_client, Instrument, code="lia", name_fr="LIA", default_months=48, order=1)
    lia = Instrument.objects.get()
    agreement = make.in_force(instrument=lia, open_ended=False, signed="2008-01-01")
    change(admin_client, lia, default_months=12)
    assert life(agreement)[1] == ("unknown", "2009-01-01")
    go_back(admin_client, versions(lia)[0])
    assert life(agreement)[1] == ("unknown", "2012-01-01")


OFFICER = [f"{noun}_{kind}" for noun in ("view", "change", "add") for kind in ("agreement", "party")]


@pytest.fixture
def officer(client):
    client.force_login(
        staff("claire", *(f"agreements.{name}" for name in OFFICER), "inserm_intl.view_page", "inserm_intl.change_page")
    )
    return client


def test_going_back_to_a_published_version_needs_the_permission_to_publish(admin_client, officer):
    add(admin_client, Page, slug="legal", title_fr="Mentions", body_fr="Texte", published="on", order=0)
    page = Page.objects.get()
    change(admin_client, page, published=[])
    officer.post(versions(page)[0], sent(admin_client.get(versions(page)[0])))
    assert not Page.objects.get().published


def test_going_back_to_a_less_confidential_version_needs_the_permission_to_publish(admin_client, officer, entered):
    change(admin_client, entered, confidentiality="internal")
    officer.post(versions(entered)[0], sent(admin_client.get(versions(entered)[0])))
    assert Agreement.objects.get().confidentiality == "internal"


def test_a_restricted_agreement_shows_no_version_from_before_it_was(admin_client, officer, entered):
    change(admin_client, entered, confidentiality="restricted")
    for where in (versions(entered)[0], address(Agreement, "history", entered.pk)):
        assert officer.get(where).status_code == 302
        assert officer.get(where, follow=True).context.get("original") is None


def test_a_deleted_restricted_agreement_is_not_offered_for_recovery(admin_client, officer, entered):
    change(admin_client, entered, confidentiality="restricted")
    before = Version.objects.get_for_object(entered).last()
    admin_client.post(address(Agreement, "delete", entered.pk), {"post": "yes"})
    last = Version.objects.get_deleted(Agreement).get()
    assert entered.title_fr not in officer.get(address(Agreement, "recoverlist")).content.decode()
    assert officer.get(address(Agreement, "recover", last.pk)).status_code == 403
    assert officer.get(address(Agreement, "recover", before.pk)).status_code == 404


def test_what_still_exists_is_not_recovered(admin_client, officer, entered):
    """It would be written over, whatever its level and whoever may publish it."""
    change(admin_client, entered, confidentiality="restricted")
    where = address(Agreement, "recover", Version.objects.get_for_object(entered).last().pk)
    for client in (officer, admin_client):
        assert client.get(where).status_code == client.post(where, {"title_fr": "Autre"}).status_code == 404
    assert Agreement.objects.get().confidentiality == "restricted"


@pytest.fixture
def paid(admin_client, entered):
    """A party added after the first version, who pays."""
    party = make.PartyFactory(agreement=entered)
    change(admin_client, entered, acronym="PAID")
    make.ContributionFactory(party=party)
    return party


def without(client, party):
    """Send the agreement's form, that party ticked to go."""
    page = sent(client.get(address(Agreement, "change", party.agreement_id)))
    (row,) = (
        name.removesuffix("-id")
        for name, value in page.items()
        if name.endswith("-id") and value == [str(party.pk)] and name.startswith("parties")
    )
    return client.post(address(Agreement, "change", party.agreement_id), {**page, f"{row}-DELETE": "on"})


def test_money_does_not_go_with_a_party_unless_one_may_delete_it(admin_client, officer, paid):
    rights = ("delete_party", "publish_agreement")
    user = User.objects.get(username="claire")
    user.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    assert without(officer, paid).status_code == 200
    officer.post(versions(paid.agreement)[0], sent(admin_client.get(versions(paid.agreement)[0])))
    contribution = Contribution.objects.get()
    assert without(admin_client, paid).status_code == 302
    assert not Contribution.objects.exists()
    assert Version.objects.get_deleted(Contribution).get().object_id == str(contribution.pk)


def test_the_version_of_another_noun_cannot_be_gone_back_to_from_here(admin_client, entered):
    """Page 1 and agreement 1 may have the same key."""
    page = make.PageFactory(pk=entered.pk)
    version = Version.objects.get_for_object(entered).get()
    assert admin_client.get(address(Page, "revision", page.pk, version.pk)).status_code == 404


def test_publishing_many_makes_a_version_of_each_by_itself(admin_client):
    pages = [make.PageFactory(published=False) for _number in range(2)]
    admin_client.post(address(Page), {"action": "publish", "_selected_action": [page.pk for page in pages]})
    revisions = {Version.objects.get_for_object(page).first().revision for page in pages}
    assert len(revisions) == 2
