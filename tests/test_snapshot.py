"""`manage.py snapshot DIR`: everything public of one day, whole or absent, and the same bytes for the same data."""

import json
import shutil
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from inserm_intl.open_data.nouns import NOUNS
from inserm_intl.open_data.snapshot import whole
from partners.models import Institution
from tests import factories as make
from tests.crowd import crowd
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db
AT_MOST = 8  # a noun: three files, and what is counted for countries


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, build)


@pytest.fixture(scope="module")
def snapshot(world, django_db_blocker, tmp_path_factory):
    """The snapshot of that world, for tests that only read it."""
    with django_db_blocker.unblock():
        return taken(tmp_path_factory.mktemp("snapshots"))


def taken(folder, on=THAT_DAY):
    out = StringIO()
    call_command("snapshot", folder, on=on, stdout=out)
    assert out.getvalue() == f"{folder / on}\n"
    return folder / on


def contents(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def rows(client, noun) -> list[dict]:
    """All rows of that day, as the API gives them."""
    found, address = [], f"/api/v1/{noun}/?on={THAT_DAY}&page_size=100"
    while address:
        answer = client.get(address).json()
        found, address = found + answer["results"], answer["next"]
    return found


@pytest.mark.parametrize("noun", NOUNS)
def test_it_holds_what_the_data_answers_that_day(snapshot, client, noun):
    assert (snapshot / f"{noun}.csv").read_bytes() == client.get(f"/api/v1/{noun}.csv?on={THAT_DAY}").getvalue()
    assert json.loads((snapshot / f"{noun}.json").read_text()) == rows(client, noun)
    schema = client.get(f"/api/v1/{noun}.schema.json", headers={"accept-language": "fr"}).json()
    assert json.loads((snapshot / f"{noun}.schema.json").read_text()) == schema


def test_it_is_of_that_day_and_has_the_places_of_partners(snapshot, client):
    assert json.loads((snapshot / "calls.json").read_text()) != client.get("/api/v1/calls/").json()["results"]
    places = client.get(f"/api/v1/partners.geojson?on={THAT_DAY}").getvalue()
    assert contents(snapshot)["partners.geojson"] == places


def test_its_tables_keep_to_their_schemas_and_refer_to_each_other(snapshot, tmp_path):
    from frictionless import Package

    package = Package(str(snapshot / "datapackage.json"))
    assert package.title.endswith(f", {THAT_DAY}")
    report = package.validate()
    assert (report.flatten(["message"]), report.stats["tasks"]) == ([], len(NOUNS))
    copy = Path(shutil.copytree(snapshot, tmp_path / "copy"))
    (copy / "countries.csv").write_bytes((copy / "countries.csv").read_bytes().replace(b"JP,", b"JQ,"))
    report = Package(str(copy / "datapackage.json")).validate()
    assert {kind for (kind,) in report.flatten(["type"])} == {"foreign-key", "hash-count"}


def test_its_checksums_are_those_of_all_its_files(snapshot):
    command = ["sha256sum", "--strict", "-c", "SHA256SUMS"]
    checked = subprocess.run(command, cwd=snapshot, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert {line.split(":")[0] for line in checked.stdout.splitlines()} == set(contents(snapshot)) - {"SHA256SUMS"}


def test_it_says_in_three_languages_what_it_is(snapshot):
    text = (snapshot / "README.txt").read_text()
    for said in ("30 juin 2015", "30 June 2015", "30 de junio de 2015", "Licence Ouverte / Open Licence 2.0"):
        assert said in text
    assert [text.count(word) for word in ("(démonstration)", "(demonstration)", "(demostración)")] == [2, 2, 2]


def test_the_same_data_makes_the_same_bytes(world, snapshot, tmp_path, time_machine):
    first = contents(snapshot)
    time_machine.move_to("2027-02-03T04:05:06+00:00")
    Agreement.objects.update(internal_note="Confidentiel")
    make.InstitutionFactory(published=False, country=world.riken.country)
    assert contents(taken(tmp_path / "second")) == first
    Institution.objects.filter(slug="riken").update(city="Wako")
    third = contents(taken(tmp_path / "third"))
    changed = {name for name in first if first[name] != third[name]}
    assert changed == {"partners.csv", "partners.json", "partners.geojson", "datapackage.json", "SHA256SUMS"}


def test_it_asks_as_often_for_many_rows_as_for_few(world, tmp_path):
    few = queries(tmp_path / "few")
    crowd(world, 30)
    assert queries(tmp_path / "many") == few <= AT_MOST * len(NOUNS)


def queries(folder) -> int:
    with CaptureQueriesContext(connection) as asked:
        taken(folder)
    return len(asked)


def test_one_that_stands_already_is_left_and_another_is_refused(snapshot, tmp_path):
    folder = Path(shutil.copytree(snapshot, tmp_path / THAT_DAY))
    taken(tmp_path)
    Institution.objects.filter(slug="riken").update(city="Wako")
    with pytest.raises(CommandError, match="stands already"):
        taken(tmp_path)
    assert contents(folder) == contents(snapshot)
    assert list(tmp_path.iterdir()) == [folder]


def test_nothing_stays_of_one_that_failed(tmp_path):
    def fail():
        with whole(tmp_path / THAT_DAY) as folder:
            (folder / "partners.csv").write_text("half")
            folder.write_text("what cannot be")

    with pytest.raises(IsADirectoryError):
        fail()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("on", ["abc", "2015-02-30", "30/06/2015", "2015-6-30"])
def test_what_is_no_day_is_refused(tmp_path, on):
    with pytest.raises(CommandError, match="no day"):
        taken(tmp_path, on)
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match=r"Nothing was written: .+ \(.*file.*\)"):
        taken(tmp_path / "file" / "inside")
