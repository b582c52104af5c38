"""Whole answers as files: each format read by a program of its own, row by row what the JSON says."""

import csv
import datetime
import gzip
import io
import json
from functools import partial

import openpyxl
import pytest
from django.db import OperationalError, connection
from django.db.models import Func, Value
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.models import Agreement
from inserm_intl.open_data.files import csv_files, xlsx_files
from inserm_intl.open_data.files.turns import waiting, writing
from inserm_intl.open_data.files.views import CsvFile
from inserm_intl.open_data.nouns import NOUNS
from tests import factories as make
from tests.world import THAT_DAY, build, standing

pytestmark = pytest.mark.django_db
QUESTIONS = ["", f"on={THAT_DAY}", "country=JP&sort=", "invented=yes", "page=7&page_size=2&cursor=x"]
FORMATS = {
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "geojson": "application/geo+json",
}
FILES = [*((noun, form) for noun in NOUNS for form in ("csv", "xlsx")), ("partners", "geojson")]


@pytest.fixture(scope="module", autouse=True)
def _world(django_db_setup, django_db_blocker):
    yield from standing(django_db_blocker, world_with_places)


def world_with_places():
    """Two partners whose place is known."""
    world = build()
    for row, place in ((world.riken, ("35.7796", "139")), (world.tokyo, ("-0.5", "0"))):
        type(row).objects.filter(pk=row.pk).update(latitude=place[0], longitude=place[1])


def ask(method, address, **headers):
    """The answer, read to its end, which `body` holds."""
    response = method(Client(raise_request_exception=False), f"/api/v1/{address}", headers=headers)
    response.body = response.getvalue()
    return response


get, head = partial(ask, Client.get), partial(ask, Client.head)


def listed(noun: str, question: str) -> list[dict]:
    """Every row of the JSON, page after page left aside: the world is small."""
    asked = "&".join(part for part in question.split("&") if not part.startswith(("page", "cursor")))
    answer = get(f"{noun}/?{asked}&page_size=100").json()
    assert answer["count"] == len(answer["results"])
    return answer["results"]


def rows_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def rows_of_xlsx(content: bytes, sheet: str) -> list[list]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True)]


def as_text(value) -> str:
    """A value of JSON as CSV says it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return str(value).removesuffix(".0")
    return "|".join(value) if isinstance(value, list) else "" if value is None else str(value)


def as_cell(value):
    """A value of JSON as a workbook holds it; an empty list is no value."""
    return ("|".join(value) or None) if isinstance(value, list) else value


def as_json(cell):
    return cell.date().isoformat() if isinstance(cell, datetime.datetime) else cell


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("noun", NOUNS)
def test_a_csv_has_the_rows_and_the_columns_of_the_json(noun, question):
    response = get(f"{noun}.csv?{question}")
    head, *rows = rows_of_csv(response.body)
    assert (response.status_code, head) == (200, list(NOUNS[noun].columns.all()))
    assert rows == [[as_text(value) for value in row.values()] for row in listed(noun, question)]


@pytest.mark.parametrize("question", QUESTIONS[:2])
@pytest.mark.parametrize("noun", NOUNS)
def test_a_workbook_has_the_rows_and_the_columns_of_the_json(noun, question):
    response = get(f"{noun}.xlsx?{question}")
    head, *rows = rows_of_xlsx(response.body, noun)
    assert (response.status_code, head) == (200, list(NOUNS[noun].columns.all()))
    told = [[as_json(cell) for cell in row] for row in rows]
    assert told == [[as_cell(value) for value in row.values()] for row in listed(noun, question)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_geojson_has_a_feature_for_each_partner_of_the_json(question):
    answer = json.loads(get(f"partners.geojson?{question}").body)
    assert answer["type"] == "FeatureCollection"
    assert [feature["properties"] for feature in answer["features"]] == listed("partners", question)
    for feature in answer["features"]:
        row = feature["properties"]
        place = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
        geometry = place if row["latitude"] is not None else None
        assert feature == {"type": "Feature", "id": row["id"], "geometry": geometry, "properties": row}


@pytest.mark.parametrize(("noun", "form"), FILES)
def test_a_file_says_what_it_is(noun, form):
    response = get(f"{noun}.{form}?on={THAT_DAY}")
    content = response.body
    assert response["Content-Type"] == FORMATS[form]
    assert response["Content-Disposition"] == f'attachment; filename="{noun}-{THAT_DAY}.{form}"'
    assert int(response["Content-Length"]) == len(content)
    assert response["Cache-Control"] == "no-cache"
    assert "Last-Modified" not in response
    assert "Accept-Encoding" in response["Vary"]
    if form == "csv":
        assert response["Link"] == f'<http://127.0.0.1:8000/api/v1/{noun}.schema.json>; rel="describedby"'


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_has_not_changed_is_not_sent_again(form):
    first = get(f"partners.{form}")
    again = get(f"partners.{form}", if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    compressed = get(f"partners.{form}", if_none_match=first["ETag"], accept_encoding="gzip")
    assert (compressed.status_code, compressed["ETag"]) == (304, f"W/{first['ETag']}")
    other = get(f"partners.{form}?on={THAT_DAY}&invented=no", if_none_match='"another"')
    assert other.status_code == 200


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_is_sent_compressed_to_who_can_read_that(form):
    plain, compressed = get(f"partners.{form}"), get(f"partners.{form}", accept_encoding="br, gzip")
    content = compressed.body
    assert (compressed["Content-Encoding"], int(compressed["Content-Length"])) == ("gzip", len(content))
    assert gzip.decompress(content) == plain.body
    assert (plain.get("Content-Encoding"), compressed["ETag"]) == (None, f"W/{plain['ETag']}")


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("form", FORMATS)
def test_the_head_of_a_file_is_told_without_writing_it(form, encoding):
    address = f"partners.{form}?on={THAT_DAY}"
    with writing:
        told = head(address, accept_encoding=encoding)
    whole = get(address, accept_encoding=encoding)
    assert (told.status_code, told.body) == (200, b"")
    assert set(whole.headers) - set(told.headers) == {"Content-Length", "ETag"}
    assert all(whole[name] == told[name] for name in told.headers)


@pytest.mark.parametrize("form", FORMATS)
def test_a_bad_question_is_refused_in_json(form):
    response = get(f"partners.{form}?on=2023-02-30&sort=nothing")
    assert (response.status_code, response["Content-Type"]) == (400, "application/json")
    assert set(response.json()["errors"]) == {"on", "sort"}


@pytest.mark.parametrize(
    "address", ["nothing.csv", "nothing.xlsx", "nothing.geojson", "countries.geojson", "partners.pdf"]
)
def test_there_is_no_file_of_what_is_no_noun_or_has_no_such_format(address):
    response = get(address)
    assert (response.status_code, set(response.json()["errors"])) == (404, {"request"})


@pytest.mark.parametrize(("form", "media_type"), FORMATS.items())
def test_a_file_has_one_format(form, media_type):
    refused = get(f"partners.{form}", accept="application/json")
    assert (refused.status_code, set(refused.json()["errors"])) == (406, {"request"})
    accepted = get(f"partners.{form}", accept=f"{media_type.split(';')[0]}, application/json;q=0.5")
    assert accepted.status_code == 200


def test_a_file_waits_for_the_one_that_is_being_written_and_says_when_to_come_back(monkeypatch):
    monkeypatch.setattr("inserm_intl.open_data.files.turns.PATIENCE", 0.01)
    with writing:
        response = get("partners.csv")
        assert (response.status_code, set(response.json()["errors"])) == (503, {"request"})
        assert 1 <= int(response["Retry-After"]) <= 10
    assert get("partners.csv").status_code == 200


def test_only_one_waits_for_its_turn_so_that_others_leave_their_thread_to_the_pages(monkeypatch):
    monkeypatch.setattr("inserm_intl.open_data.files.turns.PATIENCE", 60)
    with writing, waiting:
        assert get("partners.csv").status_code == 503
    assert get("partners.csv").status_code == 200
    assert not writing.locked()
    assert not waiting.locked()


def test_above_so_many_rows_the_csv_is_to_be_taken(monkeypatch):
    monkeypatch.setattr(xlsx_files, "MOST_ROWS", 4)
    monkeypatch.setattr("inserm_intl.open_data.files.views.MOST_ROWS", 4)
    assert get("partners.xlsx").status_code == 200
    for refused in (get("agreements.xlsx"), head("agreements.xlsx")):
        assert refused.status_code == 400
    assert "CSV" in get("agreements.xlsx").json()["errors"]["request"][0]


@pytest.mark.parametrize(("language", "day"), [("fr", "Situation au"), ("en", "Situation on"), ("es", "Situación")])
def test_a_workbook_says_in_the_readers_language_what_it_answers(language, day):
    response = get(f"agreements.xlsx?country=JP&on={THAT_DAY}", accept_language=language)
    about = rows_of_xlsx(response.body, "about")
    told = {row[0]: row[1] for row in about}
    [asked] = [value for name, value in told.items() if name and name.startswith(day)]
    assert asked == THAT_DAY
    assert f"http://127.0.0.1:8000/api/v1/agreements/?on={THAT_DAY}&country=JP" in told.values()
    assert any("etalab.gouv.fr" in (value or "") for value in told.values())
    columns = NOUNS["agreements"].columns.all()
    assert [row[0] for row in about[-len(columns) :]] == list(columns)
    assert all(row[1] and row[2] for row in about[-len(columns) :])


@pytest.fixture
def _breaking_off(monkeypatch):
    """The database is gone once the first row is read."""

    def read(rows):
        yield rows[0]
        raise OperationalError("gone")

    for module in ("csv_files", "xlsx_files", "geojson_files"):
        monkeypatch.setattr(f"inserm_intl.open_data.files.{module}.read", read)
    monkeypatch.setattr("inserm_intl.open_data.files.csv_files.copy", csv_files.write_rows)


@pytest.mark.usefixtures("_breaking_off")
@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_breaks_off_is_never_sent_in_part(form):
    response = get(f"partners.{form}")
    assert (response.status_code, response["Content-Type"]) == (503, "application/json")
    assert set(response.json()["errors"]) == {"request"}
    assert int(response["Retry-After"]) > 0
    assert "Content-Disposition" not in response
    assert not writing.locked()


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
@pytest.mark.parametrize("form", FORMATS)
def test_where_the_disk_is_full_one_is_told_to_come_back_and_it_is_recorded(monkeypatch, caplog, form, encoding):
    def full():
        return open("/dev/full", "w+b")

    with monkeypatch.context() as disk:
        disk.setattr("inserm_intl.open_data.files.spool.TemporaryFile", full)
        response = get(f"partners.{form}", accept_encoding=encoding)
    assert (response.status_code, set(response.json()["errors"])) == (503, {"request"})
    assert int(response["Retry-After"]) > 0
    assert "No space left on device" in caplog.text
    assert get(f"partners.{form}").status_code == 200


def test_what_officers_type_as_a_code_is_no_formula_either():
    partner = make.InstitutionFactory(native_name="x", native_language="=1+2", published=True)
    unit = make.ResearchUnitFactory(code="=1+2")
    declared = make.CooperationFactory(unit=unit, institution=partner)
    agreement = Agreement.objects.public().first()
    agreement.units.set([unit])
    Agreement.objects.filter(pk=agreement.pk).update(authentic_languages=["=1+2", "fr"])
    for noun, key, columns in [
        ("partners", partner.slug, {"native_language": "'=1+2"}),
        ("cooperations", declared.reference, {"unit": "'=1+2"}),
        ("agreements", agreement.reference, {"units": "'=1+2", "authentic_languages": "'=1+2|fr"}),
    ]:
        [row] = csv.DictReader(io.StringIO(get(f"{noun}.csv?id={key}").body.decode("utf-8-sig")))
        assert {name: row[name] for name in columns} == columns


@pytest.mark.parametrize(("stored", "given"), [({}, []), ("fr", []), ([], []), (["fr", "en"], ["fr", "en"])])
def test_a_list_that_is_none_takes_no_other_row_away(stored, given):
    reference = Agreement.objects.public().values_list("reference", flat=True)[0]
    Agreement.objects.filter(reference=reference).update(authentic_languages=stored)
    [row] = get(f"agreements/?id={reference}").json()["results"]
    assert row["authentic_languages"] == given


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no COPY")
def test_postgresql_breaking_off_is_said_as_any_other_lack_of_it(monkeypatch):
    """A row each tenth of a second, and a query cancelled after a quarter of one."""

    def write(noun, question, file):
        file.write(b"id\n")
        csv_files.copy(noun.rows(question).values_list(Func(Value(0.1), function="PG_SLEEP")), file)

    monkeypatch.setattr(CsvFile, "write", write)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '250ms'")
    response = get("partners.csv")
    assert (response.status_code, set(response.json()["errors"])) == (503, {"request"})


@pytest.mark.parametrize(("noun", "form"), FILES)
def test_a_file_takes_as_many_queries_for_many_rows_as_for_one(noun, form):
    with CaptureQueriesContext(connection) as of_none:
        get(f"{noun}.{form}?id=nothing")
    with CaptureQueriesContext(connection) as of_all:
        get(f"{noun}.{form}")
    assert len(of_all) <= len(of_none) + 1 <= 10
