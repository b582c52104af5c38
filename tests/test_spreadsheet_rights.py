"""What a spreadsheet gives and takes is what the officer may see and change, no more."""

import pytest
from django.urls import reverse

from agreements.models import Activity, Agreement
from inserm_intl.spreadsheets.models import Import
from partners.models import Cooperation, Institution
from tests import factories as make
from tests.admin_forms import address, staff
from tests.once import ONE_DATABASE
from tests.spreadsheets import confirm, exported, page, read, told, undo, workbook
from tests.staff import logged_in, with_roles
from tests.world import standing

pytestmark = [ONE_DATABASE, pytest.mark.django_db]
CANARY = "Canari confidentiel"
NOUNS = [Institution, Cooperation, Activity, Agreement]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, with_roles)


@pytest.fixture
def officer():
    return logged_in("officer")


@pytest.fixture
def restricted():
    """A restricted agreement that others name: what renews it, what came of it."""
    agreement = make.in_force(title_fr=CANARY, published=False, confidentiality="restricted", reference="LIA-2019-777")
    successor = make.AgreementFactory(title_fr="Suite", published=False, predecessor=agreement, parent=agreement)
    activity = make.ActivityFactory(agreement=agreement, title_fr="Visite")
    activity.led_to_agreements.add(agreement)
    return agreement, successor, activity


@pytest.mark.parametrize("model", NOUNS)
def test_a_reader_exports_and_imports_nothing(model):
    reader = logged_in("reader")
    assert exported(reader, model)
    for where in (address(model, "import"), address(model, "template")):
        assert reader.get(where).status_code == 403
        assert reader.post(where).status_code == 403
    assert b"import/" not in reader.get(address(model)).content


@pytest.mark.parametrize("model", NOUNS)
def test_who_may_not_see_a_list_exports_none(client, model):
    client.force_login(staff("someone-else", "partners.view_country"))
    assert client.get(address(model, "export")).status_code == 403


@pytest.mark.parametrize("role", ["reader", "officer"])
def test_restricted_agreements_leave_with_nobody_who_may_not_see_them(restricted, role):
    client = logged_in(role)
    for model in (Agreement, Activity):
        for query in ("", "q=canari"):
            sheet = workbook(client, model, query).worksheets[0]
            rows = str(exported(client, model, query)) + str(list(sheet.values))
            assert CANARY not in rows
            assert "LIA-2019-777" not in rows


def test_they_were_there_to_leave(restricted):
    client = logged_in("publisher")
    assert CANARY in str(exported(client, Agreement))
    assert "LIA-2019-777" in str(exported(client, Activity))


def test_an_officer_names_no_restricted_agreement(officer, restricted):
    rows = [{"Référence": "LIA-2019-777", "Titre [fr]": "Trouvé"}]
    made = read(officer, Agreement, rows)
    assert told(made) == [(2, "error", [["reference", "Rien ne s’appelle ici «\xa0LIA-2019-777\xa0»."]])]
    made = read(officer, Activity, [{"Référence": "VIS-2014-001", "Accord": "LIA-2019-777"}])
    assert [row.kind for row in made.rows.all()] == ["error"]


def test_links_to_what_is_out_of_sight_are_kept(officer, restricted):
    agreement, successor, activity = restricted
    rows = exported(officer, Activity, "q=visite")
    for row in rows:
        row["Ville"] = "Ailleurs"
    confirm(officer, Activity, read(officer, Activity, rows))
    activity.refresh_from_db()
    assert (activity.city, activity.agreement) == ("Ailleurs", agreement)
    assert set(activity.led_to_agreements.all()) == {agreement}
    rows = [{"Référence": successor.reference, "Renouvelle l’accord": "LIA-2013-001"}]
    assert [row.kind for row in read(officer, Agreement, rows).rows.all()] == ["error"]


def test_only_a_publisher_publishes(officer, world):
    rows = [{"Référence": "VIS-2014-001", "Mise en ligne": "non"}]
    assert [row.kind for row in read(officer, Activity, rows).rows.all()] == ["error"]
    publisher = logged_in("publisher", "publisher")
    confirm(publisher, Activity, read(publisher, Activity, rows))
    world.visit.refresh_from_db()
    assert not world.visit.published


def test_an_officer_lowers_no_confidentiality(officer):
    make.AgreementFactory(reference="LIA-2018-001", confidentiality="internal", published=False)
    for level in ("Public", "Restreint"):
        made = read(officer, Agreement, [{"Référence": "LIA-2018-001", "Confidentialité": level}])
        assert [row.kind for row in made.rows.all()] == ["error"], level


def test_nor_by_undoing_the_import_that_raised_it(officer):
    agreement = make.AgreementFactory(reference="LIA-2018-001", confidentiality="public", published=False)
    made = read(officer, Agreement, [{"Référence": "LIA-2018-001", "Confidentialité": "Interne"}])
    confirm(officer, Agreement, made)
    assert "LIA-2018-001" in (said := undo(officer, Agreement, made)[0])
    assert "il y faut un droit que vous n’avez pas" in said
    agreement.refresh_from_db()
    assert agreement.confidentiality == "internal"


def test_a_publisher_lowers_it_by_undoing():
    agreement = make.AgreementFactory(reference="LIA-2018-001", confidentiality="public", published=False)
    publisher = logged_in("publisher", "publisher")
    made = read(publisher, Agreement, [{"Référence": "LIA-2018-001", "Confidentialité": "Interne"}])
    confirm(publisher, Agreement, made)
    assert undo(publisher, Agreement, made) == ["L’import est annulé."]
    agreement.refresh_from_db()
    assert agreement.confidentiality == "public"


def test_an_import_is_its_author_s_or_an_administrator_s(officer):
    made = read(officer, Institution, [{"Nom [fr]": CANARY, "Pays ou territoire": "JP"}])
    other, administrator = logged_in("officer", "other"), logged_in("administrator", "admin")
    assert page(other, Institution, made).status_code == 403
    for act in ("import_confirm", "import_undo"):
        assert other.post(address(Institution, act, made.pk)).status_code == 403
        assert officer.get(address(Institution, act, made.pk)).status_code == 405
    assert CANARY in page(administrator, Institution, made).content.decode()
    # Nor under the address of another noun.
    assert officer.get(address(Cooperation, "import_rows", made.pk), follow=True).status_code == 404


def test_what_became_restricted_is_out_of_sight_in_the_import_too(officer):
    agreement = make.AgreementFactory(reference="LIA-2018-001", published=False)
    made = read(officer, Agreement, [{"Référence": "LIA-2018-001", "Titre [fr]": CANARY}])
    assert CANARY in page(officer, Agreement, made).content.decode()
    Agreement.objects.filter(pk=agreement.pk).update(confidentiality="restricted")
    assert CANARY not in page(officer, Agreement, made).content.decode()
    confirm(officer, Agreement, made)
    undo(officer, Agreement, made)
    agreement.refresh_from_db()
    assert agreement.title_fr != CANARY


def test_undoing_names_nothing_that_became_restricted(officer):
    make.AgreementFactory(reference="LIA-2018-001", published=False)
    made = read(officer, Agreement, [{"Référence": "LIA-2018-001", "Titre [fr]": CANARY}])
    confirm(officer, Agreement, made)
    Agreement.objects.filter(reference="LIA-2018-001").update(confidentiality="restricted")
    (warning, _done) = undo(officer, Agreement, made)
    assert warning == "1 ligne a été maintenue\xa0: 2 – hors de votre vue désormais"


def test_a_cell_that_names_what_became_restricted_shows_it_no_more(officer):
    for number in (1, 2):
        make.in_force(reference=f"LIA-2018-00{number}", published=False)
    cells = {"Accord": "LIA-2018-001", "Accords qui en ont résulté": "LIA-2018-001; LIA-2018-002"}
    made = read(officer, Activity, [{"Référence": "VIS-2014-001", **cells}])
    assert page(officer, Activity, made).content.decode().count("LIA-2018-001") == 2
    Agreement.objects.filter(reference="LIA-2018-001").update(confidentiality="restricted")
    html = page(officer, Activity, made).content.decode()
    assert "LIA-2018-001" not in html
    assert "accord non affiché; LIA-2018-002" in html
    assert "LIA-2018-001" in page(logged_in("administrator", "admin"), Activity, made).content.decode()


def test_imports_are_one_list(officer):
    read(officer, Institution, [{"Nom [fr]": "Neuf", "Pays ou territoire": "JP"}])
    where = reverse("admin:inserm_intl_import_changelist")
    html = officer.get(where).content.decode()
    assert "liste.csv" in html
    assert "Nouvelle 1" in html
    assert logged_in("reader", "reader").get(where).status_code == 403
    assert Import.objects.count() == 1


@pytest.mark.parametrize("model", NOUNS)
def test_an_export_asks_the_database_as_often_for_many_rows_as_for_few(model, django_assert_max_num_queries):
    client = logged_in("officer")
    with django_assert_max_num_queries(30) as few:
        exported(client, model)
    for _number in range(10):
        agreement = make.in_force(partner=make.InstitutionFactory())
        agreement.themes.add(make.ThematicInstituteFactory())
        make.CooperationFactory(institution=make.InstitutionFactory())
        make.ActivityFactory(agreement=agreement).institutions.add(make.InstitutionFactory())
    with django_assert_max_num_queries(len(few)):
        exported(client, model)
