"""Agreements with their parties: a row for each, judged as their form judges them."""

import pytest

from agreements.models import Agreement
from tests import factories as make
from tests.admin_forms import change
from tests.spreadsheets import confirm, exported, read, told, undo
from tests.staff import logged_in, with_roles

pytestmark = pytest.mark.django_db
INSTITUTION, SIDE, SIGNED = "Partie : institution", "Partie : côté", "Partie : date de signature"


@pytest.fixture
def world():
    return with_roles()


@pytest.fixture
def officer(world):
    return logged_in("officer")


def parties(agreement):
    return {(party.institution.slug, party.side, str(party.signed_on)) for party in agreement.parties.all()}


def test_an_agreement_has_a_row_for_each_party(officer, world):
    rows = exported(officer, Agreement, "q=GDRI-2016-001")
    assert [row["Référence"] for row in rows] == ["GDRI-2016-001"] * 3
    assert {row["Partie\xa0: institution"] for row in rows} == {
        "Inserm",
        "University of Tokyo",
        "Université de Heidelberg",
    }


def test_a_new_agreement_comes_with_its_parties_and_its_life(officer):
    first = {"Forme de coopération": "lia", "Titre [fr]": "Neuf", "Sans limite de durée": "oui"}
    rows = [
        {**first, INSTITUTION: "Inserm", SIDE: "côté français", SIGNED: "11/2016"},
        {**dict.fromkeys(first, ""), INSTITUTION: "riken", SIDE: "côté partenaire", SIGNED: "02/12/2016"},
    ]
    rows[0][SIDE], rows[1][SIDE] = "french", "partner"
    made = read(officer, Agreement, rows)
    confirm(officer, Agreement, made)
    agreement = Agreement.objects.get(title_fr="Neuf")
    assert parties(agreement) == {("inserm", "french", "2016-11-01"), ("riken", "partner", "2016-12-02")}
    assert str(agreement.first_day) == "2016-12-02"
    undo(officer, Agreement, made)
    assert not Agreement.objects.filter(title_fr="Neuf").exists()


def test_a_party_is_changed_and_another_added_and_both_are_undone(officer, world):
    before = parties(world.lia)
    rows = [
        {"Référence": "LIA-2013-001", INSTITUTION: "riken", SIGNED: "02/01/2013"},
        {"Référence": "LIA-2013-001", INSTITUTION: "tokyo", SIGNED: ""},
    ]
    made = read(officer, Agreement, rows)
    confirm(officer, Agreement, made)
    world.lia.refresh_from_db()
    assert parties(world.lia) > {("riken", "partner", "2013-01-02"), ("tokyo", "partner", "None")}
    assert world.lia.version == 2
    undo(officer, Agreement, made)
    assert parties(world.lia) == before
    world.lia.refresh_from_db()
    assert world.lia.version == 3


def test_what_blocks_the_form_blocks_the_import(officer, world):
    rows = [{"Référence": "LIA-2013-001", "Prise d’effet": "2016", "Date de fin": "2015"}]
    ((_number, kind, errors),) = told(read(officer, Agreement, rows))
    assert (kind, errors[0][0]) == ("error", "ends_on")
    rows = [{"Référence": "LIA-2014-002", "Renouvelle l’accord": "LIA-2014-002"}]
    assert [row.kind for row in read(officer, Agreement, rows).rows.all()] == ["error"]


def test_what_surprises_is_said_and_stops_nothing(officer, world):
    rows = [{"Référence": "LIA-2013-001", "Date de fin": "31/12/2014"}]
    (row,) = read(officer, Agreement, rows).rows.all()
    assert row.kind == "changed"
    assert row.warnings


def test_rows_of_one_agreement_that_contradict_each_other_are_refused(officer):
    rows = [{"Référence": "LIA-2013-001", "Sigle ou acronyme": name, INSTITUTION: "riken"} for name in ("A", "B")]
    ((number, kind, errors),) = told(read(officer, Agreement, rows))
    assert (number, kind) == (2, "error")
    assert ["acronym", "La ligne 2 dit autre chose de la même fiche."] in errors


def test_the_same_party_twice_is_refused(officer):
    rows = [{"Référence": "LIA-2013-001", INSTITUTION: "tokyo", SIGNED: day} for day in ("2015", "2016")]
    assert [row.kind for row in read(officer, Agreement, rows).rows.all()] == ["error"]


def test_money_entered_since_keeps_the_party_that_an_import_made(officer, world):
    made = read(officer, Agreement, [{"Référence": "LIA-2013-001", INSTITUTION: "tokyo", SIGNED: "2013"}])
    confirm(officer, Agreement, made)
    make.ContributionFactory(party=world.lia.parties.get(institution=world.tokyo))
    assert "LIA-2013-001" in " ".join(undo(officer, Agreement, made))
    assert world.lia.parties.filter(institution=world.tokyo).exists()


def test_parties_changed_in_the_form_after_the_preview_stop_the_import(officer, world):
    made = read(officer, Agreement, [{"Référence": "LIA-2013-001", INSTITUTION: "riken", SIGNED: "2013"}])
    change(officer, Agreement.objects.get(pk=world.lia.pk), acronym="OEIL")
    assert "LIA-2013-001" in confirm(officer, Agreement, made)[-1]
