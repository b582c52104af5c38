"""Contacts: found by staff, confirmed or let go in time, in sight of nobody else."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from reversion.models import Version

from agreements.models import Agreement
from inserm_intl.days import today
from partners.models import Contact, Institution
from tests import factories as make
from tests.admin_forms import add, address, change, sent, staff, told
from tests.factories import day

pytestmark = pytest.mark.django_db


def rows(response):
    return set(response.context["cl"].result_list)


def test_a_person_is_kept_for_three_years_unless_told_otherwise(time_machine):
    time_machine.move_to("2024-02-29T12:00:00+00:00")
    assert make.ContactFactory().keep_until == day("2027-02-28")
    assert make.ContactFactory(keep_until=day("2024-12-31")).keep_until == day("2024-12-31")


def test_a_contact_is_overdue_from_the_day_after_its_last(time_machine):
    contact = make.ContactFactory(keep_until=day("2026-03-31"))
    time_machine.move_to("2026-03-31T12:00:00+00:00")
    assert not Contact.objects.overdue().exists()
    time_machine.move_to("2026-04-01T12:00:00+00:00")
    assert Contact.objects.overdue().get() == contact


def test_a_contact_is_found_whatever_its_accents_and_whoever_employs_it(admin_client):
    partner = make.InstitutionFactory(name_fr="Institut Riken", country=make.CountryFactory(code="JP"))
    zoe = make.ContactFactory(name="Zoé Łukasz-Ôno", email="zoe.ono@example.org", institution=partner)
    make.ContactFactory(name="Someone else")
    for asked in ("zoe", "ONO lukasz", "zoe.ono@example.org", "riken", "japon ono"):
        assert rows(admin_client.get(address(Contact), {"q": asked})) == {zoe}, asked


def test_those_past_their_date_are_one_list(admin_client):
    old = make.ContactFactory(keep_until=today() - datetime.timedelta(1))
    soon = make.ContactFactory(keep_until=today() + datetime.timedelta(30))
    make.ContactFactory()
    assert rows(admin_client.get(address(Contact), {"retention": "passed"})) == {old}
    assert rows(admin_client.get(address(Contact), {"retention": "soon"})) == {soon}


def test_confirming_keeps_a_contact_three_more_years_and_leaves_a_version_of_each(client):
    client.force_login(staff("claire", "partners.view_contact", "partners.change_contact"))
    contacts = [make.ContactFactory(keep_until=day("2020-01-31"), confirmed_on=day("2017-01-31")) for _ in "ab"]
    chosen = {"action": "confirm", "_selected_action": [contact.pk for contact in contacts]}
    answer = client.post(address(Contact), chosen, follow=True)
    assert told(answer) == ["2 contacts ont été confirmés pour trois ans."]
    for contact in contacts:
        contact.refresh_from_db()
        assert (contact.confirmed_on, contact.version) == (today(), 2)
        assert contact.keep_until > today() + datetime.timedelta(3 * 365)
        versions = Version.objects.get_for_object(contact)
        assert [version.field_dict["confirmed_on"] for version in versions] == [today(), day("2017-01-31")]
        assert LogEntry.objects.get(object_id=contact.pk).get_change_message() == (
            "Modification de confirmé le et à conserver jusqu’au."
        )
    assert len({version.revision_id for version in Version.objects.get_for_model(Contact)}) == 4


def test_who_only_reads_confirms_nothing(client):
    client.force_login(staff("rene", "partners.view_contact"))
    contact = make.ContactFactory(keep_until=day("2020-01-31"))
    client.post(address(Contact), {"action": "confirm", "_selected_action": [contact.pk]})
    contact.refresh_from_db()
    assert contact.keep_until == day("2020-01-31")


def test_without_the_right_no_contact_is_seen_or_proposed(client):
    contact = make.AgreementContactFactory(contact__name="Zoé Ono").contact
    client.force_login(staff("paul", "agreements.view_agreement", "agreements.change_agreement"))
    agreement = Agreement.objects.get()
    asked = "/admin/autocomplete/?app_label=agreements&model_name=agreementcontact&field_name=contact"
    for where in (address(Contact), address(Contact, "change", contact.pk), asked):
        assert client.get(where).status_code == 403, where
    assert "Ono" not in client.get(address(Agreement, "change", agreement.pk)).content.decode()
    client.force_login(staff("rene", "agreements.view_agreement", "agreements.view_agreementcontact"))
    assert "Ono" in client.get(address(Agreement, "change", agreement.pk)).content.decode()


def test_an_officer_enters_a_mailbox_and_a_person(admin_client):
    partner = make.InstitutionFactory()
    mailbox = {"kind": "mailbox", "function": "Relations internationales", "email": "ri@example.org"}
    assert add(admin_client, Contact, institution=partner.pk, **mailbox, keep_until="").status_code == 302
    refused = add(admin_client, Contact, institution=partner.pk, function="Directrice")
    assert refused.context["adminform"].form.errors == {"name": ["Indiquez le nom de la personne."]}
    refused = add(admin_client, Contact, institution=partner.pk, name="Zoé Ono", email="zoe")
    assert set(refused.context["adminform"].form.errors) == {"email"}
    assert str(Contact.objects.get()) == "Relations internationales"


def test_a_coordinator_is_named_on_the_agreement(admin_client):
    agreement, contact = make.in_force(), make.ContactFactory()
    rows = {"contacts-TOTAL_FORMS": 1, "contacts-0-role": "coordinator", "contacts-0-contact": contact.pk}
    assert change(admin_client, agreement, **rows).status_code == 302
    assert agreement.contacts.get().contact == contact
    form = sent(admin_client.get(address(Agreement, "change", agreement.pk)))
    form |= {"contacts-TOTAL_FORMS": 2, "contacts-1-role": "coordinator", "contacts-1-contact": contact.pk}
    refused = admin_client.post(address(Agreement, "change", agreement.pk), form)
    assert refused.status_code == 200
    assert agreement.contacts.count() == 1


def test_the_contacts_of_an_institution_are_one_click_away_and_added_there(admin_client):
    contact, other = make.ContactFactory(), make.ContactFactory()
    where = f"{address(Contact)}?institution={contact.institution.pk}"
    assert where in admin_client.get(address(Institution, "change", contact.institution.pk)).content.decode()
    assert rows(admin_client.get(where)) == {contact}
    new = admin_client.get(f"{address(Contact, 'add')}?_changelist_filters=institution%3D{other.institution.pk}")
    assert new.context["adminform"].form.initial["institution"] == str(other.institution.pk)
    for asked in ("0", "abc", "9" * 30):
        assert admin_client.get(f"{address(Contact)}?institution={asked}", follow=True).status_code == 200


def test_the_list_of_contacts_asks_as_often_for_thirty_as_for_three(admin_client):
    def asked(count):
        make.ContactFactory.create_batch(count)
        with CaptureQueriesContext(connection) as queries:
            assert len(rows(admin_client.get(address(Contact)))) == Contact.objects.count()
        return len(queries)

    assert asked(3) == asked(27)
