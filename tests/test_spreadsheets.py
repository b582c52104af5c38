"""Lists that leave as spreadsheets and come back: what changed, and nothing else, is written."""

import datetime
import io

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from openpyxl import load_workbook
from reversion.models import Version

from agreements.models import Activity, Agreement
from inserm_intl.spreadsheets.models import State
from partners.models import Cooperation, Country, Institution
from tests import factories as make
from tests.admin_forms import address, change
from tests.once import ONE_DATABASE
from tests.spreadsheets import as_csv, confirm, exported, page, read, told, undo, workbook
from tests.staff import logged_in, with_roles
from tests.world import standing

pytestmark = pytest.mark.django_db

NOUNS = [Institution, Cooperation, Activity, Agreement]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, with_roles)


@pytest.fixture
def officer(world):
    return logged_in("officer")


def kinds(made):
    return [row.kind for row in made.rows.all()]


@pytest.mark.parametrize("model", NOUNS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_that_comes_back_as_it_left_changes_nothing(officer, model, kind):
    asked = officer.get(f"{address(model, 'export')}?as={kind}")
    before = list(model.objects.order_by("pk").values())
    made = read(officer, model, b"".join(asked.streaming_content), f"list.{kind}")
    assert told(made) == [(row.number, "unchanged", []) for row in made.rows.all()]
    assert made.rows.count() == model.objects.count()
    assert list(model.objects.order_by("pk").values()) == before


def test_an_export_holds_what_the_list_shows(officer, world):
    rows = exported(officer, Cooperation, "country=JP&q=riken")
    assert [row["Référence"] for row in rows] == [world.of_riken.reference]
    assert [(row["Unité de recherche"], row["Institution"]) for row in rows] == [("U1016", "Institut Riken")]


def test_a_changed_cell_is_shown_before_it_is_written(officer, world):
    rows = exported(officer, Institution, "q=riken")
    rows[0]["Ville"] = "Wako"
    made = read(officer, Institution, rows)
    assert [row.changes for row in made.rows.all()] == [[["city", "", "", "Wako"]]]
    html = page(officer, Institution, made).content.decode()
    assert "<ins>Wako</ins>" in html
    world.riken.refresh_from_db()
    assert (world.riken.city, world.riken.version) == ("", 1)


def test_a_confirmed_row_is_one_version_and_one_line_of_the_history_beside_the_state_before(officer, world):
    rows = exported(officer, Institution)
    next(row for row in rows if row["Adresse de la page"] == "riken")["Ville"] = "Wako"
    made = read(officer, Institution, rows)
    confirm(officer, Institution, made)
    world.riken.refresh_from_db()
    assert (world.riken.city, world.riken.version) == ("Wako", 2)
    version, first = Version.objects.get_for_object(world.riken)
    assert (first.field_dict["city"], first.revision.user) == ("", None)
    assert version.field_dict["city"] == "Wako"
    assert version.revision.user == User.objects.get(username="someone")
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.get_change_message()) == (str(world.riken.pk), "Modification de ville.")
    assert Version.objects.count() == 2


@pytest.mark.parametrize("model", [Agreement, Activity])
def test_the_title_before_the_first_import_is_kept_as_the_first_version(officer, model):
    record = model.objects.order_by("pk").first()
    for title in ("Neuf", "Plus neuf"):
        confirm(officer, model, read(officer, model, [{"Référence": record.reference, "Titre [fr]": title}]))
    titles = [version.field_dict["title_fr"] for version in Version.objects.get_for_object(record)]
    assert titles == ["Plus neuf", "Neuf", record.title_fr]


def test_a_new_row_is_a_new_record(officer):
    row = {"Année de déclaration": 2025, "Unité de recherche": "U1016", "Pays ou territoire": "Japon"}
    made = read(officer, Cooperation, [row | {"Institution": "riken"}, row | {"Institution": ""}])
    confirm(officer, Cooperation, made)
    entered = Cooperation.objects.filter(year=2025).order_by("reference")
    assert [(new.reference, str(new.institution), new.country_id) for new in entered] == [
        ("COL-2025-001", "Institut Riken", "JP"),
        ("COL-2025-002", "None", "JP"),
    ]
    assert LogEntry.objects.count() == Version.objects.count() == 2


def test_errors_say_their_row_and_column_in_the_officer_s_language(officer):
    rows = [{"Année de déclaration": 2025, "Unité de recherche": "U1016", "Pays ou territoire": "Atlantide"}]
    made = read(officer, Cooperation, rows)
    assert kinds(made) == ["error"]
    html = " ".join(page(officer, Cooperation, made).content.decode().split())
    assert "Ligne 2, colonne C « Pays ou territoire » : Rien ne s’appelle ici « Atlantide »." in html.replace(
        "\xa0", " "
    )


def test_with_one_error_nothing_is_imported(officer, world):
    good = {"Année de déclaration": 2025, "Unité de recherche": "U1016", "Pays ou territoire": "Japon"}
    made = read(officer, Cooperation, [good, good | {"Pays ou territoire": "France"}])
    assert kinds(made) == ["new", "error"]
    before = Cooperation.objects.count()
    confirm(officer, Cooperation, made)
    made.refresh_from_db()
    assert (made.state, Cooperation.objects.count()) == (State.PREVIEWED, before)


def test_a_record_changed_after_the_preview_is_named_and_stops_the_import(officer, world):
    rows = exported(officer, Institution)
    for row in rows:
        row["Ville"] = "Ailleurs"
    made = read(officer, Institution, rows)
    change(officer, world.riken, city="Wako")
    assert "Institut Riken" in confirm(officer, Institution, made)[-1]
    assert not Institution.objects.filter(city="Ailleurs").exists()


def test_an_import_is_confirmed_once(officer):
    made = read(
        officer,
        Cooperation,
        [{"Année de déclaration": 2025, "Unité de recherche": "U1016", "Pays ou territoire": "JP"}],
    )
    confirm(officer, Cooperation, made)
    confirm(officer, Cooperation, made)
    assert Cooperation.objects.filter(year=2025).count() == 1


DATES = {
    "31/12/2015": ("2015-12-31", "day"),
    "12/2015": ("2015-12-01", "month"),
    "2015": ("2015-01-01", "year"),
    "vers 2015": ("2015-01-01", "about"),
    "2015-12-31": ("2015-12-31", "day"),
}


@ONE_DATABASE
@pytest.mark.parametrize("typed", DATES)
def test_dates_are_read_as_precisely_as_they_are_typed(officer, world, typed):
    made = read(officer, Activity, [{"Référence": "VIS-2014-001", "Date de début": typed}])
    confirm(officer, Activity, made)
    world.visit.refresh_from_db()
    assert (str(world.visit.starts_on), world.visit.starts_on_precision) == DATES[typed]


@ONE_DATABASE
def test_typed_cells_of_a_workbook_are_read_as_what_they_show(officer, world):
    row = {"Référence": "VIS-2014-001", "Date de début": datetime.date(2015, 3, 4), "Personnes, côté français": 12.0}
    made = read(officer, Activity, [row | {"Mois-chercheurs": 1.5, "Mise en ligne": True}], "list.xlsx")
    confirm(officer, Activity, made)
    world.visit.refresh_from_db()
    assert str(world.visit.starts_on) == "2015-03-04"
    assert (world.visit.people_french, str(world.visit.researcher_months)) == (12, "1.5")


@ONE_DATABASE
@pytest.mark.parametrize("typed", ["1,5", "1.5", " 1,50 "])
def test_decimals_are_read_with_a_comma_or_a_point(officer, world, typed):
    confirm(officer, Activity, read(officer, Activity, [{"Référence": "VIS-2014-001", "Mois-chercheurs": typed}]))
    world.visit.refresh_from_db()
    assert str(world.visit.researcher_months) == "1.5"


@ONE_DATABASE
@pytest.mark.parametrize("separator", ";,\t")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_as_excel_and_others_write_it(officer, world, separator, encoding):
    rows = [{"Référence": "VIS-2014-001", "Ville": "Évry; Kobé, Japon"}]
    made = read(officer, Activity, as_csv(rows, encoding, separator))
    assert [row.changes for row in made.rows.all()] == [[["city", "", "", "Évry; Kobé, Japon"]]]


RISKY = [
    "=1+1",
    "+33 1",
    "-x",
    "@sum",
    "\tx",
    "'=x",
    "''",
    "'",
    " =x",
    "=",
    "x'=1",
    "l’été",
    "'x",
    "'\t=x",
    "a\nb",
    "＝1",
]


@ONE_DATABASE
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_text_runs_as_a_formula_and_each_comes_back_unharmed(officer, world, kind):
    for number, text in enumerate(RISKY):
        make.InstitutionFactory(slug=f"risky-{number}", name_fr="x", internal_note=text, country=Country("JP"))
    if kind == "xlsx":
        sheet = workbook(officer, Institution, "q=x").worksheets[0]
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not [cell.value for cell in cells if cell.data_type == "f"]
        written = [str(cell.value) for cell in cells if cell.value is not None]
    else:
        written = [text for row in exported(officer, Institution, "q=x") for text in row.values()]
    assert not [text for text in written if text[:1] in "=+-@\t\r" and text]
    data = b"".join(officer.get(f"{address(Institution, 'export')}?q=x&as={kind}").streaming_content)
    made = read(officer, Institution, data, f"list.{kind}")
    assert set(kinds(made)) == {"unchanged"}
    # Written anew into empty records, each is what it was.
    rows = exported(officer, Institution, "q=x")
    Institution.objects.filter(slug__startswith="risky").update(internal_note="")
    confirm(officer, Institution, read(officer, Institution, rows))
    stored = Institution.objects.filter(slug__startswith="risky").order_by("pk").values_list("internal_note", flat=True)
    assert list(stored) == [text.strip() for text in RISKY]


def test_an_import_is_undone(officer, world):
    rows = [
        {"Année de déclaration": 2025, "Unité de recherche": "U1016", "Pays ou territoire": "Japon", "Référence": ""}
    ]
    rows.append(
        {
            "Année de déclaration": 2013,
            "Référence": "COL-2014-001",
            "Unité de recherche": "U1200",
            "Pays ou territoire": "JP",
        }
    )
    made = read(officer, Cooperation, rows)
    confirm(officer, Cooperation, made)
    assert {row.year for row in Cooperation.objects.filter(year__in=[2013, 2025])} == {2013, 2025}
    undo(officer, Cooperation, made)
    world.of_riken.refresh_from_db()
    assert (world.of_riken.year, world.of_riken.unit, world.of_riken.version) == (2014, world.unit, 3)
    assert not Cooperation.objects.filter(year=2025).exists()
    assert LogEntry.objects.count() == 4


def test_what_was_never_confirmed_is_not_undone(officer):
    made = read(officer, Institution, [{"Nom [fr]": "Neuf", "Pays ou territoire": "JP"}])
    told = undo(officer, Institution, made)
    assert told == ["Cet import n’a jamais été confirmé\xa0: il n’y a rien à annuler."]
    made.refresh_from_db()
    assert made.state == State.PREVIEWED
    confirm(officer, Institution, made)
    assert Institution.objects.filter(name_fr="Neuf").exists()


def test_what_was_edited_after_the_import_is_kept_and_named(officer, world):
    rows = exported(officer, Institution)
    for row in rows:
        row["Ville"] = "Ailleurs"
    made = read(officer, Institution, rows)
    confirm(officer, Institution, made)
    change(officer, Institution.objects.get(pk=world.riken.pk), city="Wako")
    told = " ".join(undo(officer, Institution, made))
    assert "Institut Riken" in told
    assert "Tokyo" not in told
    assert set(Institution.objects.values_list("slug", "city")) >= {("riken", "Wako"), ("tokyo", "Tokyo")}
    assert "Institut Riken" in page(officer, Institution, made).content.decode()


def test_what_others_refer_to_is_kept_when_an_import_is_undone(officer, world):
    rows = [{"Nom [fr]": name, "Pays ou territoire": "JP"} for name in ("Neuf", "Autre")]
    made = read(officer, Institution, rows)
    confirm(officer, Institution, made)
    world.visit.institutions.add(Institution.objects.get(name_fr="Neuf"))
    told = " ".join(undo(officer, Institution, made))
    assert "Neuf" in told
    assert list(Institution.objects.filter(name_fr__in=["Neuf", "Autre"]).values_list("name_fr", flat=True)) == ["Neuf"]


def test_a_file_that_changes_nothing_is_not_an_import(officer):
    made = read(officer, Cooperation, exported(officer, Cooperation))
    assert confirm(officer, Cooperation, made) == ["Ce fichier ne change rien."]
    made.refresh_from_db()
    assert made.state == State.PREVIEWED


@ONE_DATABASE
@pytest.mark.parametrize("model", NOUNS)
def test_the_template_explains_every_column_and_can_be_filled_in(officer, model):
    data = b"".join(officer.get(address(model, "template")).streaming_content)
    empty, explained = load_workbook(io.BytesIO(data)).worksheets
    (headings,) = empty.values
    _titles, *rows = explained.values
    assert [row[0] for row in rows] == list(headings)
    assert all(row[2] and row[4] in ("oui", "non") for row in rows)
    assert next(workbook(officer, model).worksheets[0].values) == headings
