"""Assessments: three moments, four sentences, for those who may; for the others they do not exist."""

import pytest
from reversion.models import Version

from agreements.models import Agreement, Assessment
from tests import factories as make
from tests.admin_forms import add, address, change, sent
from tests.staff import logged_in, with_roles
from tests.world import standing

pytestmark = pytest.mark.django_db
SENTENCE = "Canari : deux plateformes que nul autre ne réunit."
FIELDS = {
    "assessed_on": "12/03/2024",
    "assessed_by": "Comité des relations internationales",
    "complementarity": SENTENCE,
    "security_opinion": "reserved",
    "security_opinion_on": "01/03/2024",
}


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, with_roles)


@pytest.fixture
def agreement(world):
    return world.lia


def entered(client, agreement, moment="mid-term"):
    """Go to the form from the agreement's page and send it."""
    where = f"{address(Assessment, 'add')}?agreement={agreement.pk}&amp;moment={moment}"
    assert where in client.get(address(Agreement, "change", agreement.pk)).content.decode()
    return client.post(where, sent(client.get(where.replace("&amp;", "&")), **FIELDS))


def test_an_assessment_is_entered_from_the_page_of_its_agreement_and_shown_there(agreement):
    client = logged_in("publisher")
    back = entered(client, agreement)
    assert back["Location"] == address(Agreement, "change", agreement.pk)
    assessment = Assessment.objects.get()
    assert (assessment.agreement, assessment.moment, assessment.complementarity) == (agreement, "mid-term", SENTENCE)
    assert (assessment.security_opinion, str(assessment.security_opinion_on)) == ("reserved", "2024-03-01")
    page = client.get(back["Location"]).content.decode()
    assert address(Assessment, "change", assessment.pk) in page
    assert "moment=mid-term" not in page
    assert "moment=renewal" in page


def test_a_moment_is_assessed_once(agreement):
    make.AssessmentFactory(agreement=agreement)
    answer = add(logged_in("publisher"), Assessment, agreement=agreement.pk, moment="mid-term", **FIELDS)
    assert set(answer.context["adminform"].form.errors) == {"moment"}


def test_one_sentence_at_least_is_written(agreement):
    said = {**FIELDS, "complementarity": "", "security_opinion": "", "security_opinion_on": ""}
    answer = add(logged_in("publisher"), Assessment, agreement=agreement.pk, moment="renewal", **said)
    assert set(answer.context["adminform"].form.errors) == {"scientific_excellence"}


@pytest.mark.parametrize("role", ["reader", "officer"])
def test_an_assessment_does_not_exist_for_those_without_the_right(agreement, role):
    entered(logged_in("publisher", name="claire"), agreement)
    assessment = Assessment.objects.get()
    client = logged_in(role)
    own = [address(Assessment), address(Assessment, "add"), f"{address(Assessment)}recover/"]
    own += [address(Assessment, view, assessment.pk) for view in ("change", "history", "delete")]
    for where in own:
        assert client.get(where).status_code == 403, where
    assert client.post(address(Assessment, "change", assessment.pk), FIELDS).status_code == 403
    elsewhere = ["/admin/", address(Agreement), address(Agreement, "history", agreement.pk)]
    elsewhere += ["/admin/agreements/", address(Agreement, "change", agreement.pk)]
    for where in elsewhere:
        page = client.get(where).content.decode().casefold()
        assert "canari" not in page, where
        assert "assessment" not in page, where
    found = client.get(address(Agreement), {"q": "canari"}).context["cl"].result_list
    assert list(found) == []


def test_no_version_of_an_agreement_holds_its_assessment(agreement):
    client = logged_in("publisher")
    entered(client, agreement)
    change(client, agreement, acronym="AUTRE")
    with_it = Version.objects.get_for_object(Assessment.objects.get())
    revisions = {version.revision_id for version in with_it}
    assert len(revisions) == 1
    assert not Version.objects.get_for_object(agreement).filter(revision__in=revisions).exists()


def test_each_change_of_an_assessment_is_in_its_own_history(agreement):
    client = logged_in("publisher")
    entered(client, agreement)
    assessment = Assessment.objects.get()
    assert change(client, assessment, reciprocity="Autant dans les deux sens.").status_code == 302
    page = client.get(address(Assessment, "history", assessment.pk))
    assert [event.who for event in page.context["page"]] == ["someone"] * 2
    assessment.refresh_from_db()
    assert (assessment.version, assessment.sentences) == (2, 2)


def test_the_assessment_of_a_restricted_agreement_needs_that_right_too(agreement):
    assessment = make.AssessmentFactory(agreement=agreement, complementarity=SENTENCE)
    Agreement.objects.filter(pk=agreement.pk).update(published=False, confidentiality="restricted")
    client = logged_in("publisher")
    assert client.get(address(Assessment, "change", assessment.pk)).status_code == 200
    seen = ("view_assessment", "change_assessment", "add_assessment")
    client = logged_in(name="assessor", rights=[f"agreements.{codename}" for codename in seen])
    assert list(client.get(address(Assessment)).context["cl"].result_list) == []
    for view in ("change", "history"):
        assert client.get(address(Assessment, view, assessment.pk), follow=True).redirect_chain
    answer = add(client, Assessment, agreement=agreement.pk, moment="renewal", **FIELDS)
    assert set(answer.context["adminform"].form.errors) == {"agreement"}


def test_a_reader_of_assessments_who_enters_none_is_offered_none(agreement):
    rights = ["agreements.view_assessment", "agreements.view_agreement"]
    page = logged_in(name="assessor", rights=rights).get(address(Agreement, "change", agreement.pk)).content.decode()
    assert "non évalué" in page
    assert address(Assessment, "add") not in page


def test_assessments_are_found_by_their_agreement_in_a_constant_number_of_questions(
    agreement, world, django_assert_max_num_queries
):
    client = logged_in("publisher")
    for moment in ("proposal", "mid-term", "renewal"):
        for judged in (world.lia, world.gdri):
            make.AssessmentFactory(agreement=judged, moment=moment)
    with django_assert_max_num_queries(12):
        page = client.get(address(Assessment), {"q": agreement.reference.lower()})
    assert {row.agreement for row in page.context["cl"].result_list} == {agreement}
