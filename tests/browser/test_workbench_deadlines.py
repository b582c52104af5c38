"""An officer's deadlines in a real browser: enter something to do, put one off, hand one over, take them along."""

import pytest

from agreements.models import Deadline
from inserm_intl.days import add_months, today
from tests.admin_forms import address
from tests.factories import DeadlineFactory, UserFactory, in_force
from tests.once import ONE_DATABASE

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]


def choose(page, what, action):
    """Tick a row of the list, and send an action."""
    page.get_by_role("row").filter(has_text=what).get_by_role("checkbox").check()
    page.get_by_role("combobox", name="Action").select_option(label=action)
    page.get_by_role("button", name="Envoyer").click()
    page.locator("#act_form").wait_for()


def test_an_officer_enters_puts_off_and_hands_over(officer, live_server, axe):
    UserFactory(username="ousmane")
    DeadlineFactory(what="Relancer le CNPq", due_on=today())
    in_force(ends_on=add_months(today(), 5), title_fr="Neurosciences sociales")
    officer.goto(f"{live_server}{address(Deadline, 'add')}")
    officer.get_by_label("À faire :").fill("Envoyer un projet à l’AMED")
    officer.get_by_label("Échéance le :").fill("02/2190")
    officer.get_by_role("button", name="Enregistrer", exact=True).click()
    officer.wait_for_url(f"{live_server}{address(Deadline)}")
    assert axe(officer) == []
    choose(officer, "AMED", "Reporter…")
    officer.get_by_label("Reportée au :").fill("01/02/2190")
    assert axe(officer) == []
    officer.get_by_role("button", name="Reporter des échéances").click()
    officer.get_by_text("1 échéance modifiée").wait_for()
    choose(officer, "Neurosciences sociales", "Transmettre…")
    officer.get_by_label("À la charge de :").select_option("ousmane")
    officer.get_by_role("button", name="Transmettre des échéances").click()
    officer.get_by_role("link", name="Arrivée à terme : LIA").click()
    officer.get_by_text("transmise : à envoyer").wait_for()
    assert axe(officer) == []
    stored = {row.kind: row for row in Deadline.objects.exclude(what="Relancer le CNPq")}
    assert str(stored["promise"].snoozed_until) == "2190-02-01"
    assert stored["expiry"].officer.username == "ousmane"


def test_an_officer_takes_their_deadlines_along(officer, live_server, axe):
    officer.locator("#user-tools summary").click()
    with officer.expect_navigation():
        officer.get_by_role("link", name="Mes courriels et mon agenda").click()
    assert axe(officer) == []
    officer.get_by_role("button", name="Créer une adresse").click()
    secret = officer.get_by_label("Copiez-la maintenant").input_value()
    assert axe(officer) == []
    where = secret.replace("http://127.0.0.1:8000", live_server.url)
    assert officer.request.get(where).text().startswith("BEGIN:VCALENDAR")
    officer.get_by_role("button", name="Révoquer l’adresse").click()
    officer.get_by_text("L’adresse n’existe plus").wait_for()
    assert officer.request.get(where).status == 404
