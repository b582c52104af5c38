"""An edit of a record that somebody changed meanwhile is refused, told what changed, and nothing is lost."""

import pytest

from agreements.models import Agreement, Report
from inserm_intl.models import Page
from partners.models import Institution
from tests.admin_forms import address, change, sent, staff
from tests.factories import (
    AgreementFactory,
    ContributionFactory,
    DismissalFactory,
    InstitutionFactory,
    PageFactory,
    ReportFactory,
    StageFactory,
)

pytestmark = pytest.mark.django_db

OFFICER = ["view_agreement", "change_agreement", "add_stage", "change_stage", "view_stage"]


@pytest.fixture(autouse=True)
def _in_english(client, admin_client):
    client.cookies["django_language"] = admin_client.cookies["django_language"] = "en"


@pytest.fixture
def claire(client):
    """Another officer at another desk."""
    client.force_login(staff("claire", *(f"agreements.{name}" for name in OFFICER)))
    return client


@pytest.fixture
def agreement():
    return AgreementFactory(title_fr="Neurosciences", acronym="NEURO", published=False)


@pytest.fixture
def opened(admin_client, agreement):
    """The officer's form, opened before Claire saves hers."""
    return sent(admin_client.get(address(Agreement, "change", agreement.pk)))


def refused(response):
    return [str(error) for error in response.context["adminform"].form.non_field_errors()]


def save(client, record, form):
    return client.post(address(type(record), "change", record.pk), form)


def test_every_save_adds_one_to_the_version(admin_client, agreement):
    change(admin_client, agreement, acronym="NEURO2")
    change(admin_client, agreement)
    assert Agreement.objects.get().version == 3


def test_a_stale_edit_is_refused_with_who_changed_what_and_both_texts(admin_client, claire, agreement, opened):
    change(claire, agreement, title_fr="Neurosciences sociales")
    response = save(admin_client, agreement, {**opened, "title_fr": "Neurologie"})
    said = refused(response)
    assert said[0] == "This record was changed after you opened it. Nothing of what you typed has been saved."
    assert said[1].startswith("Claire, ")
    assert said[1].endswith(": Changed title.")
    assert said[2] == "Title [fr]: yours “Neurologie”, stored “Neurosciences sociales”."
    assert len(said) == 3
    assert Agreement.objects.get().title_fr == "Neurosciences sociales"


def test_what_was_typed_stays_on_the_screen(admin_client, claire, agreement, opened):
    change(claire, agreement, acronym="OTHER")
    page = save(admin_client, agreement, {**opened, "title_fr": "Neurologie", "summary_fr": "Long"})
    assert sent(page)["title_fr"] + sent(page)["summary_fr"] == ["Neurologie", "Long"]


def test_as_many_changes_are_told_as_were_missed(admin_client, claire, agreement, opened):
    change(claire, agreement, acronym="A")
    change(claire, agreement, own_number="12")
    said = refused(save(admin_client, agreement, opened))
    assert [line.split(": ")[1] for line in said[1:3]] == ["Changed our number.", "Changed acronym."]


def test_a_row_added_meanwhile_makes_an_edit_stale_too(admin_client, claire, agreement, opened):
    change(
        claire,
        agreement,
        **{"stages-TOTAL_FORMS": 1, "stages-0-kind": "legal-review", "stages-0-since": "01/02/2016"},
    )
    said = refused(save(admin_client, agreement, {**opened, "acronym": "LATE"}))
    assert "Added stage" in said[1]
    assert Agreement.objects.get().acronym == "NEURO"


def test_a_row_of_a_refused_edit_is_not_saved_either(admin_client, claire, agreement):
    stage = StageFactory(agreement=agreement)
    opened = sent(admin_client.get(address(Agreement, "change", agreement.pk)))
    change(claire, agreement, acronym="OTHER")
    save(admin_client, agreement, {**opened, "stages-0-note": "relancé le 2 avril"})
    stage.refresh_from_db()
    assert stage.note == ""


def test_who_has_read_the_changes_may_save_over_them(admin_client, claire, agreement, opened):
    change(claire, agreement, title_fr="Neurosciences sociales")
    again = sent(save(admin_client, agreement, {**opened, "title_fr": "Neurologie"}))
    assert save(admin_client, agreement, again).status_code == 200, "refused until the officer says to have read"
    assert save(admin_client, agreement, {**again, "reviewed": "2"}).status_code == 302
    assert (Agreement.objects.get().title_fr, Agreement.objects.get().version) == ("Neurologie", 3)


def test_having_read_some_changes_does_not_overwrite_later_ones(admin_client, claire, agreement, opened):
    change(claire, agreement, acronym="A")
    change(claire, agreement, acronym="B")
    assert save(admin_client, agreement, {**opened, "reviewed": "2"}).status_code == 200
    assert Agreement.objects.get().acronym == "B"


@pytest.mark.parametrize("version", ["", "x", "0", "-1", "9" * 5000, "\0"])
def test_an_edit_without_a_version_of_its_own_is_refused(admin_client, agreement, opened, version):
    response = save(admin_client, agreement, {**opened, "version": version, "reviewed": version})
    assert response.status_code == 200
    assert Agreement.objects.get().version == 1


def test_publishing_in_the_list_makes_an_open_form_stale(admin_client):
    page = PageFactory(published=False)
    opened = sent(admin_client.get(address(Page, "change", page.pk)))
    admin_client.post(address(Page), {"action": "publish", "_selected_action": page.pk})
    assert "Changed published." in refused(save(admin_client, page, opened))[1]
    assert Page.objects.get().published


@pytest.mark.parametrize(
    ("made", "typed"),
    [(ContributionFactory, {"amount": "111.00"}), (DismissalFactory, {"why": "Perdu"})],
)
def test_a_contribution_and_a_dismissal_are_guarded_too(admin_client, claire, made, typed):
    record = made()
    ((name, value),) = typed.items()
    opened = sent(admin_client.get(address(type(record), "change", record.pk)))
    assert save(admin_client, record, {**opened, **typed}).status_code == 302
    late = save(admin_client, record, {**opened, name: "222"})
    assert refused(late)[0].startswith("This record was changed after you opened it.")
    record.refresh_from_db()
    assert (str(getattr(record, name)), record.version) == (value, 2)
    again = {**sent(late), name: "222", "reviewed": "2"}
    assert save(admin_client, record, again).status_code == 302


def test_what_an_edit_chose_is_told_by_name(admin_client):
    hospital = InstitutionFactory(kind="healthcare")
    opened = sent(admin_client.get(address(Institution, "change", hospital.pk)))
    change(admin_client, hospital, kind="education", prospect="on")
    said = refused(save(admin_client, hospital, opened))
    assert "Kind: yours “Hospital”, stored “University or school”." in said
    assert "Prospect: yours “no”, stored “yes”." in said


def test_a_box_of_a_report_s_question_is_compared_like_a_column(admin_client):
    report = ReportFactory(question="q=cancer&country=JP")
    form = sent(admin_client.get(address(Report, "change", report.pk)), q="cerveau", country=["JP", "DE"])
    assert save(admin_client, report, {**form, "q": "rein", "country": []}).status_code == 302
    said = " ".join(refused(save(admin_client, report, form)))
    assert "yours “cerveau”, stored “rein”" in said
    assert "stored “–”" in said
