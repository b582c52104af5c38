"""The demonstration shows every case of the register, and nothing in it can be taken for a real record."""

import datetime
import json

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import Max, Min

from agreements.life import Change, State
from agreements.models import Activity, Agreement, Amendment, Call, ExchangeProgramme, Party, Stage
from agreements.models.activity import ActivityKind, Direction, Status
from agreements.models.agreement import Renewal
from agreements.models.agreement_words import Confidentiality
from agreements.models.party import Role
from agreements.models.programme import ProgrammeKind
from agreements.models.stage import Desk, StageKind
from inserm_intl.days import PartialDateField, Precision
from inserm_intl.records import Record
from partners.models import Institution, ResearchUnit
from tests.once import ONE_DATABASE
from tests.test_loading import ORDER
from tests.world import standing

pytestmark = [ONE_DATABASE, pytest.mark.django_db]
FOLDER = settings.BASE_DIR / "fixtures"
WRITTEN_ON = datetime.date(2026, 11, 24)
NOUNS = [model for model in apps.get_models() if issubclass(model, Record)]


def build():
    call_command("loaddata", *ORDER.split(), "demo", verbosity=0)


@pytest.fixture(scope="module", autouse=True)
def _demonstration(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


def invented(model):
    path = "invented" if issubclass(model, Record) else "agreement__invented"
    return model.objects.filter(**{path: True})


def rows(name):
    return [(apps.get_model(row["model"]), row["fields"]) for row in json.loads((FOLDER / f"{name}.json").read_text())]


def test_every_row_of_the_demonstration_says_that_it_is_invented():
    assert {fields["invented"] for model, fields in rows("demo") if issubclass(model, Record)} == {True}


def test_no_row_of_another_file_is_invented():
    others = {path.stem for path in FOLDER.glob("*.json")} - {"demo"}
    assert len(others) > 10
    assert not [fields for name in others for _model, fields in rows(name) if fields.get("invented")]


def test_an_invented_agreement_is_between_invented_institutions():
    assert not Party.objects.filter(agreement__invented=True, institution__invented=False).exists()
    assert not Party.objects.filter(agreement__invented=False, institution__invented=True).exists()
    assert not Activity.objects.filter(invented=True, institutions__invented=False).exists()
    assert not ExchangeProgramme.objects.filter(invented=True, institutions__invented=False).exists()


def test_an_invented_record_builds_on_invented_records_only():
    assert not Agreement.objects.filter(invented=True, parent__invented=False).exists()
    assert not Agreement.objects.filter(invented=True, predecessor__invented=False).exists()
    assert not Agreement.objects.filter(invented=True, units__invented=False).exists()
    assert not Activity.objects.filter(invented=True, agreement__invented=False).exists()


def test_an_invented_institution_says_so_in_its_name():
    names = invented(Institution).values_list("name_fr", "name_en")
    assert all("Exemple" in french and "Example" in english for french, english in names)


def test_invented_references_and_codes_are_out_of_the_way_of_real_ones():
    references = [*invented(Agreement).values_list("reference", flat=True)]
    references += invented(Activity).values_list("reference", flat=True)
    assert {reference.rsplit("-", 1)[1][0] for reference in references} == {"9"}
    assert {code[:3] for code in invented(ResearchUnit).values_list("code", flat=True)} == {"U90"}


def test_every_state_is_shown_on_the_day_it_was_written():
    states = {state for state in State if invented(Agreement).in_state(state, on=WRITTEN_ON).exists()}
    assert states == set(State)
    public = invented(Agreement).public(WRITTEN_ON)
    seen = {state for state in State if public.in_state(state, on=WRITTEN_ON).exists()}
    assert seen == set(State) - {State.NOT_PURSUED}
    assert invented(Agreement).under_revision(WRITTEN_ON).exists()
    assert invented(Agreement).filter(periods__reason="terminated").exists()
    assert invented(Agreement).filter(periods=None).exists()


def test_some_twenty_five_agreements_are_in_force_and_the_first_began_in_1986():
    public = invented(Agreement).public(WRITTEN_ON)
    assert 20 <= public.in_state(State.IN_FORCE, on=WRITTEN_ON).count() <= 30
    years = range(1986, 2027)
    assert all(public.in_state(State.IN_FORCE, on=datetime.date(year, 7, 1)).exists() for year in years)


def test_every_type_of_cooperation_has_an_example():
    assert set(invented(Agreement).values_list("instrument__code", flat=True)) == {
        fields["code"] for _model, fields in rows("instruments")
    }


@pytest.mark.parametrize(
    ("model", "field", "choices"),
    [
        (Agreement, "renewal", Renewal),
        (Agreement, "confidentiality", Confidentiality),
        (Agreement, "published", (True, False)),
        (Agreement, "negotiation_published", (True, False)),
        (Agreement, "open_ended", (True, False)),
        (Agreement, "effective_by_text", (True, False)),
        (Amendment, "kind", Change),
        (Amendment, "signed_on__isnull", (True, False)),
        (Party, "role", Role),
        (Party, "by_delegation", (True, False)),
        (Stage, "kind", StageKind),
        (Stage, "desk", ("", *Desk)),
        (ExchangeProgramme, "kind", ProgrammeKind),
        (Activity, "kind", ActivityKind),
        (Activity, "status", Status),
        (Activity, "direction", Direction),
        (Activity, "people_french__isnull", (True, False)),
    ],
)
def test_every_choice_has_an_example(model, field, choices):
    missing = [choice for choice in choices if not invented(model).filter(**{field: choice}).exists()]
    assert missing == []


@pytest.mark.parametrize("model", [Agreement, Party, Activity])
def test_dates_are_known_to_every_precision(model):
    fields = [field.name for field in model._meta.fields if isinstance(field, PartialDateField)]
    for name in fields:
        known = invented(model).filter(**{f"{name}__isnull": False})
        assert set(known.values_list(f"{name}_precision", flat=True)) == set(Precision), name


def test_calls_are_open_closed_and_to_come_on_the_clocks_of_several_countries():
    calls = invented(Call)
    noon = datetime.datetime.combine(WRITTEN_ON, datetime.time(12), datetime.UTC)
    assert calls.filter(opens_on__lte=WRITTEN_ON, closes_at__gte=noon).count() >= 4
    assert calls.aggregate(first=Min("closes_at"))["first"] < noon
    assert calls.aggregate(last=Max("opens_on"))["last"] > WRITTEN_ON
    assert calls.values("time_zone").distinct().count() > 5


def test_the_invented_records_cover_the_world_in_its_scripts():
    institutions = invented(Institution)
    assert institutions.values("country").distinct().count() >= 35
    assert set(institutions.values_list("country__subregion__parent__code", flat=True)) == {
        fields["code"] for model, fields in rows("countries") if model.__name__ == "Region" and not fields["parent"]
    }
    languages = set(institutions.values_list("native_language", flat=True))
    assert {"ja", "ar", "el", "uk", "he", "zh-Hans", "zh-Hant", "ko", "hi"} <= languages


def test_each_row_passes_the_checks_of_its_form():
    for model in [*NOUNS, Party, Stage, Amendment]:
        for row in invented(model):
            row.full_clean()
    call_command("check_data", verbosity=0)


def test_a_visit_led_to_a_seminar_and_the_seminar_to_an_agreement():
    assert (
        invented(Activity)
        .filter(kind="visit", led_to_activities__kind="seminar", led_to_activities__led_to_agreements__invented=True)
        .exists()
    )


def test_a_prospect_is_named_in_a_note_of_the_staff_and_in_no_public_title():
    (prospect,) = invented(Institution).filter(prospect=True)
    assert invented(Activity).filter(internal_note__contains=prospect.name_fr).exists()
    public = invented(Activity).public()
    assert not public.filter(title_fr__contains=prospect.name_fr).exists()
    assert not public.filter(title_en__contains=prospect.name_en).exists()
