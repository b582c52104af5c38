"""A form sent twice makes one record."""

from threading import Barrier, Thread

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connections
from django.test import Client

from agreements.models import Agreement
from inserm_intl.record_admin.double_submit import EnteredOnce
from partners.models import Institution
from tests.admin_forms import add, address, sent, staff, told
from tests.factories import CountryFactory, InstitutionFactory, InstrumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def form(admin_client):
    """A filled form of a new institution."""
    typed = {"name_en": "Riken", "country": CountryFactory(code="JP").pk}
    return sent(admin_client.get(address(Institution, "add")), **typed)


def test_a_form_sent_twice_makes_one_record_and_leads_to_it(admin_client, form):
    where = address(Institution, "add")
    admin_client.post(where, form)
    second = admin_client.post(where, form, follow=True)
    riken = Institution.objects.get()
    assert second.redirect_chain == [(address(Institution, "change", riken.pk), 302)]
    assert len(told(second)) == 2


def test_each_page_of_a_new_record_makes_a_record_of_its_own(admin_client):
    japan = CountryFactory(code="JP")
    add(admin_client, Institution, name_en="Riken", country=japan.pk)
    add(admin_client, Institution, name_en="Riken", country=japan.pk)
    assert {row.slug for row in Institution.objects.all()} == {"riken", "riken-2"}


def test_a_form_corrected_after_an_error_keeps_its_token(admin_client, form):
    where = address(Institution, "add")
    refused = admin_client.post(where, {**form, "website": "not an address"})
    admin_client.post(where, {**sent(refused), "website": ""})
    admin_client.post(where, {**form, "website": ""})
    assert Institution.objects.count() == 1


def test_a_token_that_is_none_is_no_error(admin_client, form):
    admin_client.post(address(Institution, "add"), {**form, "form_token": "\0?"})
    assert Institution.objects.count() == 1


def test_the_second_of_two_that_passed_the_first_look_leads_to_the_record_of_the_first(admin_client, form, monkeypatch):
    look, looks = EnteredOnce.made_with, []

    def late(self, request, token):
        looks.append(token)
        return look(self, request, token) if len(looks) == 3 else None

    where = address(Institution, "add")
    monkeypatch.setattr(EnteredOnce, "made_with", late)
    admin_client.post(where, form)
    second = admin_client.post(where, form)
    assert second.url == address(Institution, "change", Institution.objects.get().pk)


def test_another_broken_rule_of_the_database_is_not_taken_for_a_double(admin_client, form, monkeypatch):
    def broken(*args, **options):
        raise IntegrityError("another rule")

    monkeypatch.setattr(Institution, "save", broken)
    page = admin_client.post(address(Institution, "add"), form)
    assert page.context["adminform"].form.non_field_errors()
    assert sent(page)["name_en"] == ["Riken"]


def test_the_token_opens_no_record_to_who_may_not_add_one(client, admin_client, form):
    admin_client.post(address(Institution, "add"), form)
    client.force_login(staff("reader", "partners.view_institution"))
    assert client.post(address(Institution, "add"), form).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_that_arrive_at_once_make_one_agreement():
    user = User.objects.create_superuser("claire")
    lia, clients, answers = InstrumentFactory(), [Client(), Client()], []
    InstitutionFactory(french=True)
    for client in clients:
        client.force_login(user)
    where = address(Agreement, "add")
    form = sent(clients[0].get(where), instrument=lia.pk, title_fr="Neurosciences")
    start = Barrier(2)

    def send(client):
        start.wait()
        answers.append(client.post(where, form).status_code)
        connections.close_all()

    threads = [Thread(target=send, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302, 302]
    assert [agreement.reference[:4] for agreement in Agreement.objects.all()] == ["LIA-"]
