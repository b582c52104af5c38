"""An officer's calendar: a secret address, the rights of its officer at every request, nothing for anybody else."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from icalendar import Calendar

from inserm_intl.preferences import Preferences
from tests.admin_forms import staff
from tests.factories import DeadlineFactory, day, in_force

pytestmark = pytest.mark.django_db
PAGE = "/admin/preferences/"


@pytest.fixture
def claire(client):
    user = staff("claire", "agreements.view_deadline", "agreements.view_agreement")
    client.force_login(user)
    return user


def made(client) -> str:
    """Press the button; the address that the page shows, without its host."""
    page = client.post(PAGE, {"renew": "1"})
    address = page.context["address"]
    assert f'value="{address}"' in page.content.decode()
    return address.removeprefix("http://127.0.0.1:8000")


def events(response):
    assert response.status_code == 200
    return {str(event["SUMMARY"]).replace("\xa0", " "): event for event in Calendar.from_ical(response.content).events}


def test_open_deadlines_are_whole_days_that_leave_the_day_free(client, claire):
    todo = DeadlineFactory(officer=claire, what="Envoyer un projet", due_on=day("2028-02-29"), internal_note="Note")
    DeadlineFactory(officer=claire, done_on=day("2026-01-01"))
    DeadlineFactory(what="D’un autre")
    agreement = in_force(ends_on=day("2190-12-31"), officer=claire, title_fr="Neurones")
    address = made(client)
    client.logout()
    answer = client.get(address)
    found = events(answer)
    assert set(found) == {"Envoyer un projet", f"Arrivée à terme : {agreement.reference} Neurones"}
    event = found["Envoyer un projet"]
    assert (event.start, event.end, event["TRANSP"], event["DESCRIPTION"]) == (
        *(day("2028-02-29"), day("2028-03-01"), "TRANSPARENT", "Note"),
    )
    assert event["URL"] == f"http://127.0.0.1:8000{todo.admin_url}"
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
    assert answer["X-Robots-Tag"].startswith("noindex")


def test_an_event_keeps_its_identifier_when_its_day_moves(client, claire):
    todo = DeadlineFactory(officer=claire, what="Envoyer")
    address = made(client)
    before = events(client.get(address))["Envoyer"]["UID"]
    todo.due_on = day("2027-01-31")
    todo.save()
    after = events(client.get(address))["Envoyer"]
    assert (after["UID"], after.start) == (before, day("2027-01-31"))


def test_a_calendar_without_deadlines_is_a_calendar(client, claire):
    assert events(client.get(made(client))) == {}


def test_it_speaks_the_language_that_the_officer_chose(client, claire):
    in_force(ends_on=day("2190-12-31"), officer=claire, title_fr="Neurones", title_en="Neurons")
    assert client.post(PAGE, {"choose": "1", "language": "en"}).status_code == 302
    answer = client.get(made(client), headers={"accept-language": "es"})
    assert next(iter(events(answer))).startswith("Expiry: LIA")
    assert client.post(PAGE, {"choose": "1", "language": "xx"}).context["form"].errors
    assert Preferences.objects.get().language == "en"


def test_another_address_revokes_the_one_before_and_it_can_be_revoked_for_good(client, claire):
    first = made(client)
    second = made(client)
    assert [client.get(address).status_code for address in (first, second)] == [404, 200]
    assert client.post(PAGE, {"revoke": "1"}).status_code == 302
    assert client.get(second).status_code == 404
    assert LogEntry.objects.filter(user=claire).count() == 3


def test_the_address_is_shown_once_and_only_its_hash_is_kept(client, claire):
    token = made(client).split("/")[-1].removesuffix(".ics")
    assert token not in client.get(PAGE).content.decode()
    assert token not in str(Preferences.objects.values().get())
    assert len(token) >= 43


@pytest.mark.parametrize("address", ["/calendar/nobody.ics", "/calendar/%00.ics", "/calendar/.ics", "/calendar/"])
def test_an_unknown_address_is_not_there_in_no_language(client, claire, address):
    made(client)
    assert client.get(address).status_code == 404


def test_who_has_left_reads_nothing_from_that_minute(client, claire):
    address = made(client)
    for change in ({"is_active": False}, {"is_staff": False}):
        User.objects.update(**change)
        assert client.get(address).status_code == 404
        User.objects.update(is_active=True, is_staff=True)
    assert client.get(address).status_code == 200
    claire.user_permissions.clear()
    assert client.get(address).status_code == 404


def test_what_became_restricted_is_gone_from_the_calendar(client, claire):
    agreement = in_force(ends_on=day("2190-12-31"), officer=claire, published=False)
    address = made(client)
    assert len(events(client.get(address))) == 1
    agreement.confidentiality = "restricted"
    agreement.save()
    assert events(client.get(address)) == {}


def test_nothing_is_changed_by_asking_and_nothing_shown_without_the_right(client, claire):
    address = made(client)
    assert client.post(address).status_code == 405
    client.get(PAGE, {"renew": "1", "revoke": "1"})
    assert client.get(address).status_code == 200
    client.force_login(staff("other"))
    assert client.get(PAGE).status_code == client.post(PAGE, {"renew": "1"}).status_code == 403
    client.logout()
    assert client.post(PAGE, {"renew": "1"}).status_code == 302
    assert Preferences.objects.count() == 1
