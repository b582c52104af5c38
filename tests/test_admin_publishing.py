"""Publishing and withdrawing are actions, for those who may, and say what stands in their way."""

import pytest
from django.contrib.admin.models import LogEntry

from agreements.models import Agreement
from inserm_intl.models import Page
from partners.models import Institution
from tests.admin_forms import address, change, sent, staff, told
from tests.factories import (
    AgreementFactory,
    CooperationFactory,
    InstitutionFactory,
    KeyFigureFactory,
    PageFactory,
    PartyFactory,
    in_force,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english(client, admin_client):
    client.cookies["django_language"] = admin_client.cookies["django_language"] = "en"


def act(client, action, *records):
    keys = [record.pk for record in records]
    return client.post(address(type(records[0])), {"action": action, "_selected_action": keys}, follow=True)


def test_an_agreement_with_both_sides_is_published(admin_client):
    agreement = in_force(published=False)
    assert told(act(admin_client, "publish", agreement)) == ["1 record was published."]
    assert Agreement.objects.get().published


def test_an_agreement_without_a_foreign_side_is_not_and_the_others_are(admin_client):
    alone = AgreementFactory(published=False)
    PartyFactory(agreement=alone, french=True)
    whole = in_force(published=False)
    assert told(act(admin_client, "publish", alone, whole)) == [
        f"{alone} – Publishing needs a party on the French side and one on the partner's.",
        "1 record was published.",
    ]
    assert list(Agreement.objects.filter(published=True)) == [whole]


def test_an_internal_agreement_is_not_published_and_its_field_says_so(admin_client):
    agreement = in_force(published=False, confidentiality="internal")
    assert told(act(admin_client, "publish", agreement))[0] == (
        f"{agreement} – Confidentiality: Only a public agreement can be published."
    )


def test_a_page_without_a_french_text_is_not_published(admin_client):
    page = PageFactory(published=False, body_fr="")
    assert told(act(admin_client, "publish", page))[0].endswith("A French title and text are required to publish.")
    assert not Page.objects.get().published


def test_a_figure_without_a_source_is_not_published_unless_it_is_invented(admin_client):
    figure = KeyFigureFactory(published=False, source_url="")
    made_up = KeyFigureFactory(published=False, source_url="", invented=True)
    said = told(act(admin_client, "publish", figure, made_up))
    assert said == [f"{figure} – Source: Name the source to publish.", "1 record was published."]


def test_what_is_published_already_is_left_as_it_is(admin_client):
    institution = InstitutionFactory()
    assert told(act(admin_client, "publish", institution)) == ["0 records were published."]
    assert Institution.objects.get().version == 1


def test_withdrawing_is_kept_in_the_history(admin_client):
    institution = InstitutionFactory()
    assert told(act(admin_client, "unpublish", institution)) == ["1 record was withdrawn."]
    assert not Institution.objects.get().published
    assert LogEntry.objects.get().get_change_message() == "Changed published."


@pytest.fixture
def officer(client):
    """May change everything here, and publish nothing."""
    actions = ("view", "change", "add", "delete")
    partners = (f"partners.{{}}_{noun}" for noun in ("institution", "cooperation", "keyfigure"))
    nouns = ("agreements.{}_agreement", "agreements.{}_party", "inserm_intl.{}_page", *partners)
    client.force_login(staff("claire", *(noun.format(action) for action in actions for noun in nouns)))
    return client


@pytest.mark.parametrize("make", [CooperationFactory, InstitutionFactory, KeyFigureFactory, PageFactory, in_force])
def test_publishing_needs_its_permission(officer, make):
    record = make(published=False)
    act(officer, "publish", record)
    change(officer, record, published="on")
    record.refresh_from_db()
    assert not record.published


def test_withdrawing_needs_the_permission_to_publish(officer):
    institution = InstitutionFactory()
    act(officer, "unpublish", institution)
    change(officer, institution)
    assert Institution.objects.get().published


def test_the_actions_are_not_offered_without_the_permission(officer, admin_client):
    AgreementFactory()
    for client, offered in ((officer, False), (admin_client, True)):
        page = client.get(address(Agreement))
        assert ("publish" in dict(page.context["action_form"].fields["action"].choices)) is offered


def test_nouns_that_are_always_public_offer_no_publishing(admin_client):
    page = admin_client.get("/admin/agreements/instrument/")
    assert "publish" not in dict(page.context["cl"].model_admin.get_actions(page.wsgi_request))


def test_a_published_negotiation_needs_the_permission_to_publish(officer):
    agreement = AgreementFactory(published=False)
    change(officer, agreement, negotiation_published="on")
    assert not Agreement.objects.get().negotiation_published


def test_lowering_confidentiality_needs_the_permission_to_publish(officer, admin_client):
    agreement = AgreementFactory(published=False, confidentiality="internal")
    response = change(officer, agreement, confidentiality="public")
    assert set(response.context["adminform"].form.errors) == {"confidentiality"}
    assert change(admin_client, agreement, confidentiality="public").status_code == 302


def test_raising_confidentiality_needs_no_permission(officer):
    change(officer, AgreementFactory(published=False), confidentiality="internal")
    assert Agreement.objects.get().confidentiality == "internal"


def test_nobody_puts_an_agreement_out_of_their_own_sight(officer):
    response = change(officer, AgreementFactory(published=False), confidentiality="restricted")
    assert set(response.context["adminform"].form.errors) == {"confidentiality"}


@pytest.mark.parametrize("published", [True, False])
def test_a_draft_can_be_viewed_on_the_site_by_its_officer(admin_client, published):
    agreement = in_force(published=published)
    page = admin_client.get(address(Agreement, "change", agreement.pk))
    assert page.context["absolute_url"] == f"/en/agreements/{agreement.reference}/"
    assert admin_client.get(page.context["absolute_url"]).status_code == 200
    assert sent(page)["version"] == ["1"]
