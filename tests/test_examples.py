"""The examples of the open data page: taken from the page as it is served, run against the site as it is."""

import csv
import subprocess
import sys

import pytest

from tests import factories as make
from tests.addresses import LANGUAGES
from tests.once import ONE_DATABASE
from tests.reading import Page
from tests.world import build

pytestmark = [ONE_DATABASE, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world():
    return build()


@pytest.fixture
def example(client, world, live_server, settings, tmp_path):
    """Return a function: what one of the examples of the page prints, run in a folder of its own."""
    settings.SITE_URL = live_server.url

    def run(kind: str, place: int = 0, language: str = "fr") -> str:
        page = Page(client.get(f"/{language}/open-data/"))
        code = "".join(page.all("code", data_language=kind)[place].inside)
        command = {"shell": ["sh", "-c", code], "python": [sys.executable, "-c", code]}[kind]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def test_curl_brings_the_table_once_and_again_only_when_it_has_changed(example, client, tmp_path, world):
    file = tmp_path / "agreements.csv"
    assert example("shell") == ""
    assert file.read_bytes() == b"".join(client.get("/api/v1/agreements.csv?country=JP"))
    file.write_text("as it was")
    example("shell", language="en")
    assert file.read_text() == "as it was"
    make.in_force(reference="LIA-2020-001", partner=world.riken)
    example("shell", language="es")
    with file.open(encoding="utf-8-sig", newline="") as table:
        assert "LIA-2020-001" in [row["id"] for row in csv.DictReader(table)]


def test_python_reads_the_table_by_the_names_of_its_columns(example, client):
    agreements = client.get("/api/v1/agreements/?country=JP").json()["results"]
    said = [f"{row['id']} {row['state']} {row['partners']}" for row in agreements]
    assert said
    for language in LANGUAGES:
        assert example("python", 0, language).splitlines() == said


def test_python_reads_everything_part_after_part(example, client, world):
    for number in range(230):
        make.CooperationFactory(reference=f"COL-2013-{number:03}", year=2013, unit=world.unit, institution=world.riken)
    found = example("python", 1).splitlines()
    assert len(found) == len(set(found)) == client.get("/api/v1/cooperations/").json()["count"] > 230
    assert "COL-2013-229 2013" in " ".join(found)


def test_who_reads_the_table_otherwise_is_warned_of_codes_that_look_like_something_else(client, world):
    for language in LANGUAGES:
        page = Page(client.get(f"/{language}/open-data/"))
        [warned] = [part.text for part in page.all("p") if "pandas" in part.text]
        assert "NA " in warned
        assert "030 " in warned
