"""Names in a yearly import that are of nothing known wait; a choice enters their rows, and is remembered."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse
from reversion.models import Version

from partners.models import Cooperation, Institution, ResearchUnit
from tests import factories as make
from tests.admin_forms import address, staff
from tests.spreadsheets import confirm, read, said, undo
from tests.staff import logged_in, with_roles
from tests.world import standing

pytestmark = pytest.mark.django_db

PAGE = reverse("admin:partners_cooperation_to_match")
ROW = {"Année de déclaration": 2025, "Unité de recherche": "U1016", "Pays ou territoire": "Japon"}
TYPED = "Univ. Tokyo (todai)"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, with_roles)


@pytest.fixture
def officer(world):
    return logged_in("officer")


def declared():
    return [str(row.institution) for row in Cooperation.objects.filter(year=2025).order_by("pk")]


def imported(client, *names, **cells):
    made = read(client, Cooperation, [{**ROW, **cells, "Institution": name} for name in names])
    confirm(client, Cooperation, made)
    return made


def match(client, choice="", other="", place=0):
    name = client.get(PAGE).context["page"].object_list[place]
    return said(client.post(PAGE, {"name": name.key, "choice": choice, "other": other}, follow=True))


def test_a_name_of_nothing_stops_no_other_row(officer):
    made = imported(officer, "riken", TYPED, TYPED)
    assert [row.kind for row in made.rows.all()] == ["new", "to-match", "to-match"]
    assert declared() == ["Institut Riken"]
    (name,) = officer.get(PAGE).context["page"].object_list
    assert (name.text, len(name.rows), name.country) == (TYPED, 2, "JP")


def test_the_likest_institutions_are_proposed(officer, world):
    imported(officer, "Universite de Tokyo")
    (name,) = officer.get(PAGE).context["page"].object_list
    assert name.proposed == [world.tokyo]


def test_a_choice_enters_the_rows_and_is_another_name_for_next_year(officer, world):
    imported(officer, TYPED, TYPED)
    assert match(officer, world.tokyo.pk) == ["2 lignes ont été saisies."]
    assert declared() == ["University of Tokyo"] * 2
    world.tokyo.refresh_from_db()
    assert (world.tokyo.aliases, world.tokyo.version) == (TYPED, 2)
    assert [row.field_dict["aliases"] for row in Version.objects.get_for_object(world.tokyo)] == [TYPED, ""]
    assert (Version.objects.count(), LogEntry.objects.count()) == (4, 3)
    assert officer.get(PAGE).context["page"].object_list == []
    again = read(officer, Cooperation, [{**ROW, "Année de déclaration": 2026, "Institution": TYPED.upper()}])
    assert [row.kind for row in again.rows.all()] == ["new"]


def test_what_was_matched_is_undone_with_its_import(officer, world):
    made = imported(officer, "riken", TYPED)
    match(officer, world.tokyo.pk)
    undo(officer, Cooperation, made)
    assert declared() == []


def test_a_unit_may_be_unknown_too(officer, world):
    imported(officer, "riken", **{"Unité de recherche": "U 1016 Cochin"})
    assert match(officer, other="U1016") == ["1 ligne a été saisie."]
    assert [row.unit for row in Cooperation.objects.filter(year=2025)] == [world.unit]
    assert ResearchUnit.objects.get(code="U1016").aliases == "U 1016 Cochin"


def test_a_row_waits_for_both_its_names(officer):
    imported(officer, TYPED, **{"Unité de recherche": "Cochin (Paris)"})
    for answers_entered in (0, 1):
        name = officer.get(PAGE).context["page"].object_list[0]
        match(officer, other={"unit": "U1016", "institution": "tokyo"}[name.column])
        assert declared() == ["University of Tokyo"] * answers_entered


def test_only_the_country_may_count(officer):
    imported(officer, TYPED)
    match(officer, "country")
    assert declared() == ["None"]
    assert not Institution.objects.exclude(aliases="").exists()


def test_rows_may_be_left_out(officer):
    imported(officer, TYPED)
    assert match(officer, "leave-out") == ["1 ligne a été écartée."]
    assert declared() == officer.get(PAGE).context["page"].object_list == []


def test_an_institution_elsewhere_is_no_match(officer, world):
    imported(officer, TYPED)
    assert match(officer, world.heidelberg.pk) == ["L’institution n’est pas dans ce pays."]
    assert declared() == []


def test_a_name_is_matched_once(officer, world):
    imported(officer, TYPED)
    key = officer.get(PAGE).context["page"].object_list[0].key
    for _time in range(2):
        officer.post(PAGE, {"name": key, "choice": world.tokyo.pk})
    assert declared() == ["University of Tokyo"]


@pytest.mark.parametrize("typed", [{"name": "x"}, {"name": "institution|JP|x", "choice": "9" * 30}, {"other": "\0"}])
def test_what_is_no_choice_changes_nothing(officer, typed):
    imported(officer, TYPED)
    assert officer.post(PAGE, typed).status_code == 302
    assert declared() == []


def test_matching_takes_the_right_to_change_the_names(client, world):
    client.force_login(staff("a", "partners.add_cooperation", "partners.change_cooperation"))
    assert client.get(PAGE).status_code == client.post(PAGE, {}).status_code == 403


def test_units_that_have_not_declared_are_one_list(officer, world):
    make.ResearchUnitFactory(code="U9999", valid_until=make.day("2014-12-31"))
    imported(officer, "riken")
    listed = officer.get(f"{address(ResearchUnit)}?undeclared=2025").context["cl"].result_list
    assert [(unit.code, unit.last_declared) for unit in listed] == [("U1200", 2018)]
    for year in ("1066", "x", "\0"):
        assert officer.get(f"{address(ResearchUnit)}?undeclared={year}").status_code == 302
