"""Amending an agreement: the life that results is shown before anything is saved, and is the one that is stored."""

import pytest
from django.contrib.admin.models import LogEntry
from django.utils.translation import override
from reversion.models import Version

from agreements.models import Agreement, Amendment
from tests import factories as make
from tests.admin_forms import SentFields, address, staff, told
from tests.factories import day, in_force

pytestmark = pytest.mark.django_db
CAN = [f"agreements.{verb}_{noun}" for noun in ("agreement", "amendment") for verb in ("view", "add", "change")]
LONGER = {"kind": "extension", "signed_on": "2018-06-01", "new_end": "2022-12-31", "subject_fr": "Deux ans de plus"}


@pytest.fixture
def officer(client):
    client.force_login(staff("claire", *CAN))
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def agreement():
    return in_force(effective_on=day("2015-01-01"), ends_on=day("2018-12-31"))


def opened(client, agreement, query=""):
    """The page's form as a browser would send it."""
    page = SentFields("amendment_form")
    page.feed(client.get(f"{address(Agreement, 'amend', agreement.pk)}{query}").content.decode())
    return page.fields


def send(client, agreement, button, **typed):
    form = {**opened(client, agreement), **typed, button: "on"}
    return client.post(address(Agreement, "amend", agreement.pk), form, follow=button == "_save")


def stored(agreement):
    row = Agreement.objects.get(pk=agreement.pk)
    with override("en"):
        periods = [period.told for period in row.periods.all()]
    return periods, row.last_day, row.version, row.amendments.count()


def test_the_life_before_and_after_is_shown_and_nothing_is_saved(officer, agreement):
    before = stored(agreement)
    response = send(officer, agreement, "_preview", **LONGER)
    assert response.context["before"].periods == before[0]
    assert "31 December 2022" in response.context["after"].periods[0]
    assert "31 December 2022" in response.content.decode()
    assert stored(agreement) == before
    assert not Version.objects.exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        LONGER,
        {"kind": "termination", "signed_on": "2016-01-01", "new_end": "2016-03-31"},
        {"kind": "suspension", "signed_on": "2016-01-01", "effective_on": "2016-02-01"},
        {"kind": "extension", "signed_on": "2020-01-01", "effective_on": "2019-01-01", "new_end": "2022-12-31"},
        {"kind": "extension", "new_end": "2022-12-31"},
        {"kind": "change", "signed_on": "2016-01-01", "new_end": "2017-06-30"},
    ],
    ids=["longer", "terminated", "suspended", "revived late", "unsigned", "shortened"],
)
def test_what_was_shown_is_what_is_stored(officer, agreement, typed):
    shown = send(officer, agreement, "_preview", **typed).context["after"]
    send(officer, agreement, "_save", **typed)
    periods, _last, version, amendments = stored(agreement)
    assert (periods, version, amendments) == (shown.periods, 2, 1)


def test_an_unsigned_amendment_is_said_to_move_nothing(officer, agreement):
    page = send(officer, agreement, "_preview", kind="extension", new_end="2022-12-31")
    assert page.context["unchanged"]
    assert "Nothing moves before it is signed" in page.content.decode()


def test_the_next_number_and_the_kind_asked_for_are_proposed(officer, agreement):
    make.AmendmentFactory(agreement=agreement, number=4)
    assert opened(officer, agreement)["number"] == ["5"]
    assert opened(officer, agreement, "?kind=termination")["kind"] == ["termination"]
    assert opened(officer, agreement, "?kind=%00nonsense")["kind"] == ["extension"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"kind": "extension", "new_end": ""}, "new_end"),
        ({"kind": "suspension"}, "new_end"),
        ({"number": "4"}, "number"),
        ({"number": "-1"}, "number"),
        ({"number": "9" * 30}, "number"),
        ({"signed_on": "31/02/2016"}, "signed_on"),
        ({"kind": "abc"}, "kind"),
        ({"subject_fr": "x" * 301}, "subject_fr"),
    ],
)
@pytest.mark.parametrize("button", ["_preview", "_save"])
def test_what_is_wrong_is_said_beside_its_field(officer, agreement, button, typed, field):
    make.AmendmentFactory(agreement=agreement, number=4)
    before = stored(agreement)
    response = send(officer, agreement, button, **{**LONGER, **typed})
    assert field in response.context["form"].errors
    assert response.context["after"] is None
    assert stored(agreement) == before


def test_saving_makes_one_version_with_the_amendment_and_one_entry_beside_the_state_before(officer, agreement):
    response = send(officer, agreement, "_save", **LONGER)
    assert response.redirect_chain[-1][0] == address(Agreement, "change", agreement.pk)
    version, first = Version.objects.get_for_object(agreement)
    assert "amendment" not in {row.content_type.model for row in first.revision.version_set.all()}
    assert (first.field_dict["version"], first.revision.user) == (1, None)
    assert "amendment" in {row.content_type.model for row in version.revision.version_set.all()}
    assert version.revision.user.username == "claire"
    entry = LogEntry.objects.get()
    assert (entry.object_id, "1" in entry.get_change_message()) == (str(agreement.pk), True)
    assert Amendment.objects.get().subject_fr == "Deux ans de plus"


def test_a_second_click_is_told_that_it_was_entered(officer, agreement):
    form = {**opened(officer, agreement), **LONGER, "_save": "on"}
    where = address(Agreement, "amend", agreement.pk)
    officer.post(where, form)
    response = officer.post(where, form, follow=True)
    assert stored(agreement)[2:] == (2, 1)
    assert "This amendment was already entered." in told(response)
    other = officer.post(where, {**form, "subject_fr": "Autre"})
    assert "number" in other.context["form"].errors


def test_what_changed_meanwhile_is_told_and_saved_only_when_sent_again(officer, agreement):
    form = {**opened(officer, agreement), **LONGER, "_save": "on"}
    send(officer, agreement, "_save", kind="suspension", signed_on="2016-01-01")
    where = address(Agreement, "amend", agreement.pk)
    refused = officer.post(where, {**form, "number": 2})
    assert any("Claire" in error for error in refused.context["form"].non_field_errors())
    assert stored(agreement)[3] == 1
    again = SentFields("amendment_form")
    again.feed(refused.content.decode())
    officer.post(where, {**again.fields, "_save": "on"})
    assert stored(agreement)[3] == 2


def test_what_the_amendment_makes_surprising_is_said(officer):
    framework = in_force(signed="2014-01-10", ends_on=day("2019-12-31"))
    agreement = in_force(effective_on=day("2015-01-01"), ends_on=day("2018-12-31"), parent=framework)
    response = send(officer, agreement, "_preview", **LONGER)
    assert [row.field for row in response.context["surprises"]] == ["parent"]


def test_amending_needs_the_right_to_change_and_to_add_amendments(client, agreement):
    for name, rights in {"a": CAN[:1], "b": [CAN[0], CAN[2]], "c": [CAN[0], *CAN[3:]]}.items():
        client.force_login(staff(name, *rights))
        for answer in (client.get, client.post):
            assert answer(address(Agreement, "amend", agreement.pk)).status_code == 403
        page = client.get(address(Agreement, "change", agreement.pk)).content.decode()
        assert address(Agreement, "amend", agreement.pk) not in page


def test_a_restricted_agreement_is_not_there_to_amend(officer):
    hidden = in_force(title_fr="Canari", published=False, confidentiality="restricted")
    page = officer.get(address(Agreement, "amend", hidden.pk), follow=True)
    assert "Canari" not in page.content.decode()
    assert page.redirect_chain[-1][0] == "/admin/"


def test_the_page_is_reached_from_the_form_and_from_the_list(officer, agreement):
    page = officer.get(address(Agreement, "change", agreement.pk)).content.decode()
    where = address(Agreement, "amend", agreement.pk)
    assert f'href="{where}"' in page
    assert f'href="{where}?kind=termination"' in page
    for action, query in {"amend_chosen": "", "terminate_chosen": "?kind=termination"}.items():
        response = officer.post(address(Agreement), {"action": action, "_selected_action": agreement.pk})
        assert response.url == f"{where}{query}"
