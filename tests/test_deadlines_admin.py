"""An officer at their deadlines: enters one, closes, puts off, hands over, acknowledges, within their rights."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from reversion.models import Version

from agreements.models import Agreement, Deadline, Reminder
from tests.admin_forms import add, address, change, sent, staff, told
from tests.factories import DeadlineFactory, InstitutionFactory, UserFactory, day, in_force
from tests.staff import ROLES

pytestmark = pytest.mark.django_db
LIST = address(Deadline)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to("2026-06-30T12:00:00+00:00")


@pytest.fixture
def officer(client):
    """Logged in, in English, with the rights of an officer."""
    call_command("loaddata", "roles", verbosity=0)
    user = User.objects.create_user("claire", email="claire@example.org", is_staff=True, first_name="Claire")
    user.groups.add(Group.objects.get(name=ROLES["officer"]))
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return user


def act(client, action, *rows, **typed):
    """Choose rows in the list and an action; with what is typed, fill the page that asks for it."""
    form = {"action": action, "_selected_action": [row.pk for row in rows]}
    page = client.post(LIST, form, follow=True)
    return client.post(LIST, {**sent_by(page), **typed}, follow=True) if typed else page


def sent_by(page):
    return {"action": page.context["action"], "apply": "yes", "_selected_action": [
        row.pk for row in page.context["chosen"]
    ]}  # fmt: skip


def listed(client, **asked):
    return [str(row) for row in client.get(LIST, asked).context["cl"].result_list]


# To-dos


def test_a_promise_is_entered_with_its_month_for_the_officer_at_the_keyboard(client, officer):
    amed = InstitutionFactory(name_fr="AMED")
    response = add(client, Deadline, what="Envoyer un projet", due_on="02/2027", institution=amed.pk)
    assert response.status_code == 302
    promise = Deadline.objects.get()
    assert (promise.kind, str(promise.due_on), promise.due_on_precision) == ("promise", "2027-02-28", "month")
    assert (promise.officer, promise.institution) == (officer, amed)
    assert Version.objects.get_for_object(promise).count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"what": ""}, "what"),
        ({"due_on": "bientôt"}, "due_on"),
        ({"done_on": "01/07/2026"}, "done_on"),
        ({"done_how": "par courriel"}, "done_on"),
        ({"snoozed_until": "30/06/2026"}, "snoozed_until"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(client, officer, typed, field):
    client.cookies["django_language"] = "fr"
    response = add(client, Deadline, **{"what": "Envoyer", "due_on": "2027", **typed})
    assert set(response.context["adminform"].form.errors) == {field}
    assert not Deadline.objects.exists()


def test_closing_on_the_form_says_who_and_opening_again_unsays_it(client, officer):
    promise = DeadlineFactory(officer=officer)
    client.cookies["django_language"] = "fr"
    assert change(client, promise, done_on="30/06/2026", done_how="Envoyé").status_code == 302
    promise.refresh_from_db()
    assert (promise.done_by, promise.done_how) == (officer, "Envoyé")
    assert change(client, promise, done_on="", done_how="").status_code == 302
    promise.refresh_from_db()
    assert (promise.done_on, promise.done_by) == (None, None)


def test_the_day_of_what_is_derived_is_told_and_not_asked(client, officer):
    deadline = in_force(ends_on=day("2026-12-31"), officer=officer).deadlines.get()
    form = client.get(address(Deadline, "change", deadline.pk)).context["adminform"].form
    assert {"officer", "snoozed_until", "done_on", "done_how"} <= set(form.fields)
    assert not {"what", "due_on", "agreement", "call", "kind"} & set(form.fields)
    assert change(client, deadline, due_on="2030", what="Autre", internal_note="Appelé").status_code == 302
    deadline.refresh_from_db()
    assert (str(deadline.due_on), deadline.what, deadline.internal_note) == ("2026-12-31", "", "Appelé")


def test_a_stale_edit_is_refused(client, officer):
    promise = DeadlineFactory()
    where = address(Deadline, "change", promise.pk)
    form = sent(client.get(where), what="Le mien")
    assert change(client, promise, what="Le sien").status_code == 302
    assert client.post(where, form).status_code == 200
    assert Deadline.objects.get().what == "Le sien"


# The list


def test_open_ones_come_first_of_these_one_s_own_the_most_urgent_at_the_top(client, officer):
    rows = {
        "mine later": {"officer": officer, "due_on": day("2026-09-30")},
        "closed": {"officer": officer, "due_on": day("2026-01-01"), "done_on": day("2026-01-01")},
        "another’s": {"officer": UserFactory(), "due_on": day("2026-02-01")},
        "mine overdue": {"officer": officer, "due_on": day("2026-06-29")},
        "nobody’s": {"due_on": day("2026-03-01")},
        "put off": {"officer": officer, "due_on": day("2026-10-01"), "snoozed_until": day("2026-07-01")},
    }
    for what, fields in rows.items():
        DeadlineFactory(what=what, **fields)
    assert listed(client) == ["mine overdue", "mine later", "put off", "another’s", "nobody’s", "closed"]
    assert listed(client, officer="me") == ["mine overdue", "mine later", "put off", "closed"]
    assert listed(client, officer="nobody") == ["nobody’s"]
    assert listed(client, standing="overdue") == ["mine overdue", "another’s", "nobody’s"]
    assert listed(client, standing="put-off") == ["put off"]
    assert listed(client, standing="done") == ["closed"]
    assert listed(client, standing="open", officer="me") == ["mine overdue", "mine later", "put off"]
    assert listed(client, standing="lapsed") == listed(client, kind="expiry") == []


def test_a_deadline_is_found_by_what_it_is_about(client, officer):
    agreement = in_force(ends_on=day("2026-12-31"), title_fr="Neurones")
    amed = InstitutionFactory(name_fr="AMED", country__code="JP")
    DeadlineFactory(what="Écrire", institution=amed, country=amed.country)
    for words in (agreement.reference, "neurones"):
        assert listed(client, q=words) == [str(agreement.deadlines.get())]
    for words in ("ecrire", "amed", "japon", "japan ecrire"):
        assert listed(client, q=words) == ["Écrire"]


def test_the_list_costs_the_same_for_one_and_for_many(client, officer, django_assert_max_num_queries):
    for _ in range(12):
        in_force(ends_on=day("2026-12-31"), officer=UserFactory())
        DeadlineFactory(institution=InstitutionFactory())
    with django_assert_max_num_queries(10):
        client.get(LIST)


def test_an_agreement_shows_what_is_due_and_where_to_add(client, officer):
    agreement = in_force(ends_on=day("2026-12-31"), officer=officer)
    page = client.get(address(Agreement, "change", agreement.pk)).content.decode()
    assert f'<a href="{agreement.deadlines.get().admin_url}">31 December 2026 – Expiry</a> (Claire)' in page
    where = f"{address(Deadline, 'add')}?agreement={agreement.pk}"
    assert where in page
    assert sent(client.get(where))["agreement"] == [str(agreement.pk)]


# Actions


def test_several_are_closed_at_once_each_with_its_version_and_its_line_in_the_history(client, officer):
    one, two, closed = DeadlineFactory(), DeadlineFactory(), DeadlineFactory(done_on=day("2026-01-01"))
    page = act(client, "close", one, two, closed, done_on="2026-06-29", done_how="Réunion")
    assert told(page) == ["2 deadlines were changed."]
    assert {
        (row.done_on, row.done_by, row.done_how, row.version) for row in Deadline.objects.exclude(pk=closed.pk)
    } == {(day("2026-06-29"), officer, "Réunion", 2)}
    assert Deadline.objects.get(pk=closed.pk).done_on == day("2026-01-01")
    assert LogEntry.objects.count() == 2
    # Each as it was before, and as it is.
    versions = Version.objects.get_for_object(one)
    assert [version.field_dict["done_on"] for version in versions] == [day("2026-06-29"), None]
    assert Version.objects.get_for_model(Deadline).count() == 4
    assert Version.objects.values("revision").distinct().count() == 4


def test_what_is_asked_is_refused_on_its_page(client, officer):
    deadline = DeadlineFactory()
    for action, typed in (("snooze", {"snoozed_until": "2026-06-30"}), ("close", {"done_on": "2026-07-01"})):
        page = act(client, action, deadline, **typed)
        assert list(page.context["form"].errors) == list(typed)
    assert Deadline.objects.values_list("done_on", "snoozed_until").get() == (None, None)


def test_one_is_put_off(client, officer):
    act(client, "snooze", deadline := DeadlineFactory(), snoozed_until="2026-07-15")
    deadline.refresh_from_db()
    assert deadline.snoozed_until == day("2026-07-15")


def test_whoever_it_is_handed_to_is_told_although_its_milestones_were_sent(client, officer, mailoutbox):
    ousmane = UserFactory(email="ousmane@example.org")
    deadline = in_force(ends_on=day("2026-12-31"), officer=officer).deadlines.get()
    call_command("send_reminders", verbosity=0)
    page = act(client, "hand_over", deadline, officer=ousmane.pk)
    assert told(page) == ["1 deadline was changed."]
    call_command("send_reminders", verbosity=0)
    call_command("send_reminders", verbosity=0)
    assert [message.to[0] for message in mailoutbox] == ["claire@example.org", "ousmane@example.org"]


def test_nobody_is_told_of_what_they_took_themselves(client, officer):
    act(client, "hand_over", DeadlineFactory(), officer=officer.pk)
    assert not Reminder.objects.exists()


def test_a_restricted_deadline_is_handed_only_to_those_who_may_see_it(client, officer):
    client.force_login(UserFactory(username="director"))
    deadline = in_force(ends_on=day("2026-12-31"), published=False, confidentiality="restricted").deadlines.get()
    page = act(client, "hand_over", deadline, officer=officer.pk)
    assert told(page)[0].endswith("This account may not see restricted agreements.")
    deadline.refresh_from_db()
    assert deadline.officer is None
    response = change(client, deadline, officer=officer.pk)
    assert set(response.context["adminform"].form.errors) == {"officer"}


def test_acknowledging_leaves_what_is_not_yet_due_for_a_reminder(client, officer):
    soon, far = DeadlineFactory(due_on=day("2026-07-05")), DeadlineFactory(due_on=day("2027-07-05"))
    page = act(client, "acknowledge", soon, far)
    assert told(page) == [
        "1 deadline was acknowledged.",
        "Those of which no reminder has come up were left as they are.",
    ]
    assert Reminder.objects.get(milestone="7d").acknowledged_by == officer
    assert LogEntry.objects.get().object_id == str(soon.pk)


def test_a_reminder_is_acknowledged_from_the_deadline_s_own_page(client, officer):
    soon, far = DeadlineFactory(due_on=day("2026-07-05")), DeadlineFactory(due_on=day("2027-07-05"))
    buttons = [client.get(row.admin_url).context["tools"] for row in (soon, far)]
    assert [len(found) for found in buttons] == [1, 0]
    assert client.get(buttons[0][0].url).status_code == 405
    page = client.post(buttons[0][0].url, follow=True)
    assert told(page) == ["1 deadline was acknowledged."]
    assert "7 days before: acknowledged on 30 June 2026" in page.content.decode()


# History


def test_a_deadline_goes_back_to_a_version_and_comes_back_when_deleted(client, officer):
    client.force_login(UserFactory(username="director"))
    client.cookies["django_language"] = "fr"
    add(client, Deadline, what="Envoyer", due_on="02/2027", internal_note="Note")
    promise = Deadline.objects.get()
    change(client, promise, what="Renvoyer", due_on="2028", done_on="30/06/2026", done_how="Fait")
    first = Version.objects.get_for_object(promise).last()
    where = f"/admin/agreements/deadline/{promise.pk}/history/{first.pk}/"
    assert client.post(where, sent(client.get(where))).status_code == 302
    promise.refresh_from_db()
    assert (promise.what, promise.due_shown, promise.done_on) == ("Envoyer", "février 2027", None)
    assert (promise.done_by, promise.version) == (None, 3)
    promise.delete()
    last = Version.objects.get_deleted(Deadline).get()
    where = f"/admin/agreements/deadline/recover/{last.pk}/"
    assert client.post(where, sent(client.get(where))).status_code == 302
    assert Deadline.objects.get().code == promise.code


# Rights


def test_a_reader_reads_and_does_nothing(client, officer):
    deadline = DeadlineFactory()
    officer.groups.set([Group.objects.get(name=ROLES["reader"])])
    assert listed(client) == [str(deadline)]
    assert client.get(address(Deadline, "change", deadline.pk)).status_code == 200
    assert client.get(address(Deadline, "add")).status_code == 403
    for action in ("close", "snooze", "hand_over", "acknowledge"):
        typed = {"apply": "yes", "done_on": "2026-06-29", "snoozed_until": "2026-07-15", "officer": officer.pk}
        client.post(LIST, {"action": action, "_selected_action": [deadline.pk], **typed})
    deadline.refresh_from_db()
    assert (deadline.version, Reminder.objects.count()) == (1, 0)


def test_a_reader_is_not_led_where_they_may_not_go(client, officer):
    agreement = in_force(ends_on=day("2026-12-31"))
    officer.groups.set([Group.objects.get(name=ROLES["reader"])])
    page = client.get(address(Agreement, "change", agreement.pk)).content.decode()
    assert agreement.deadlines.get().admin_url in page
    assert address(Deadline, "add") not in page


def test_without_the_right_there_is_no_list_nor_anything_on_an_agreement_s_page(client, officer):
    agreement = in_force(ends_on=day("2026-12-31"))
    client.force_login(staff("other", "agreements.view_agreement"))
    assert client.get(LIST).status_code == 403
    assert (
        agreement.deadlines.get().admin_url
        not in client.get(address(Agreement, "change", agreement.pk)).content.decode()
    )


def test_deadlines_of_restricted_agreements_are_out_of_sight(client, officer):
    agreement = in_force(title_fr="Canari", ends_on=day("2026-12-31"), published=False, confidentiality="restricted")
    DeadlineFactory(what="Canari aussi", agreement=agreement, officer=officer)
    for row in Deadline.objects.all():
        assert client.get(address(Deadline, "change", row.pk)).status_code == 302
        act(client, "acknowledge", row)
    for asked in ({}, {"q": "canari"}, {"officer": "me"}, {"q": agreement.reference}):
        page = client.get(LIST, asked)
        assert list(page.context["cl"].result_list) == []
        assert "Canari" not in page.content.decode()
    response = add(client, Deadline, what="Deviner", due_on="2027", agreement=agreement.pk)
    assert set(response.context["adminform"].form.errors) == {"agreement"}
    assert not Reminder.objects.exists()
