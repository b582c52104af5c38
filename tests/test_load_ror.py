"""The registry is loaded whole or not at all, and again without writing what it said before."""

import io
import json
import zipfile
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import RegistryRecord
from partners.registry import dump as reading
from partners.registry.reading import BadRecordError, record_of
from tests.factories import CountryFactory
from tests.ror_records import dump, load, place, record, ror_id, schema1, succeeded_by

pytestmark = pytest.mark.django_db


def refused(path):
    with pytest.raises(CommandError) as error:
        call_command("load_ror", str(path))
    assert not RegistryRecord.objects.exists()
    return str(error.value)


def stored(number=1):
    return RegistryRecord.objects.get(pk=ror_id(number))


def test_what_fills_an_institution_is_taken_from_a_record(tmp_path):
    france = CountryFactory(code="FR")
    names = [
        *(("Karolinska Institutet", "label", "sv"), ("Institut Karolinska", "label", "fr"), ("KI", "acronym", None)),
        *(("Karolinska Institute", "alias", None), ("KInst", "acronym", None), ("Instituto", "label", "es")),
    ]
    places = [place("Lyon", "FR", 45.74846, 4.84671), place("Rome", "IT"), place("東京", "JP", 35.7, 139.7)]
    said = record(name="Karolinska", lang="en", names=names, locations=places, types=["funder", "healthcare"])
    load(tmp_path, said)
    found = stored()
    assert (found.name, found.name_fr, found.name_en, found.name_es) == (
        *("Karolinska", "Institut Karolinska", "Karolinska", "Instituto"),
    )
    assert (found.native_name, found.native_language, found.acronym) == ("Karolinska Institutet", "sv", "KI")
    assert found.aliases.splitlines() == ["Karolinska Institute", "KInst"]
    assert (found.country, found.city, found.latitude, found.longitude) == (
        *(france, "Lyon", Decimal("45.7485"), Decimal("4.8467")),
    )
    assert found.other_places == [["Rome", "IT"], ["東京", "JP"]]
    assert (found.kind, found.website, found.status, found.successors) == (
        *("healthcare", "https://example.org", "active", []),
    )


def test_no_name_is_lost_whatever_its_language(tmp_path):
    several = [(name, "label", lang) for name, lang in (("Eins", "de"), ("Uno", "it"), ("Un", "fr"), ("Une", "fr"))]
    load(tmp_path, record(name="RIKEN", lang=None), record(2, name="One", lang="en", names=several))
    assert (stored().name_en, stored().name_fr, stored().aliases) == ("RIKEN", "", "")
    two = stored(2)
    assert (two.name_fr, two.native_name, two.aliases.splitlines()) == ("Un", "", ["Eins", "Uno", "Une"])


def test_a_record_of_the_first_schema_is_converted(tmp_path):
    canada = CountryFactory(code="CA")
    load(tmp_path, schema1())
    found = stored()
    assert (found.name, found.name_fr, found.name_en, found.acronym, found.aliases) == (
        *("University of Nowhere", "Université de Nulle-Part", "University of Nowhere", "UNW", "Nowhere U"),
    )
    assert (found.country, found.city, found.other_places) == (canada, "Nowhere", [["Elsewhere", "CA"]])
    assert (found.kind, found.website, found.status, found.successors) == (
        *("education", "http://nowhere.example.org", "inactive", [ror_id(2)]),
    )


def test_a_country_that_is_none_of_ours_is_left_to_the_officer(tmp_path):
    load(tmp_path, record())
    assert stored().country is None


def test_a_website_that_no_browser_opens_is_left_out(tmp_path):
    links = [{"type": "wikipedia", "value": "https://en.wikipedia.org"}, {"type": "website", "value": "javascript:1"}]
    load(tmp_path, record(links=links))
    assert stored().website == ""


@pytest.mark.parametrize("name", ["dump.json", "dump.zip"])
def test_the_registry_is_loaded_zipped_or_not(tmp_path, name):
    out = io.StringIO()
    call_command("load_ror", str(dump(tmp_path, record(), record(2), name=name)), stdout=out)
    assert RegistryRecord.objects.count() == 2
    assert out.getvalue() == "2 records read: 2 new, 0 changed, 0 as they were.\n"


def test_of_a_zip_with_both_schemas_the_newer_is_read(tmp_path):
    with zipfile.ZipFile(tmp_path / "both.zip", "w") as archive:
        archive.writestr("v1.45-ror-data.json", json.dumps([schema1()]))
        archive.writestr("v1.45-ror-data_schema_v2.json", json.dumps([record(5)]))
        archive.writestr("v1.45-ror-data.csv", "id")
    call_command("load_ror", str(tmp_path / "both.zip"))
    assert stored(5)


def test_loading_again_writes_nothing_but_what_changed(tmp_path, capsys):
    load(tmp_path, *(record(number) for number in range(1, 5)))
    with CaptureQueriesContext(connection) as queries:
        load(tmp_path, *(record(number) for number in range(1, 5)))
    writing = ("INSERT", "UPDATE", "DELETE", "BEGIN", "SAVEPOINT")
    assert len(queries) == 2
    assert not [query for query in queries if query["sql"].startswith(writing)]
    load(tmp_path, record(1), record(2, name="Autre"), record(9))
    assert capsys.readouterr().out.splitlines()[-1] == "3 records read: 1 new, 1 changed, 1 as they were."
    assert (stored(2).name, stored(3).name, RegistryRecord.objects.count()) == ("Autre", "Institut inventé", 5)
    assert " autre" in stored(2).shapes


BAD = {
    "no record": "This is no record.",
    "checksum": "The checksum of this ROR identifier is wrong: is a character mistyped?",
    "twice": f"{ror_id(1)} is in the file a second time.",
    "status": "Its status is none of active, inactive and withdrawn.",
    "name": "It has no name that the registry shows.",
    "names": "“names” is not a list of objects.",
    "long": "The name is longer than 300 characters.",
    "place": "Its place is not on Earth.",
    "country": "“fr” is no country code.",
    "shape": "It is not built like a record of the registry.",
}
FAULTY = {
    "no record": 7,
    "checksum": record() | {"id": "https://ror.org/02vjkv262"},
    "twice": record(1),
    "status": record(2, status="dreamt"),
    "name": record(2) | {"names": []},
    "names": record(2) | {"names": "RIKEN"},
    "long": record(2, name="x" * 301),
    "place": record(2, locations=[place("Nulle-Part", "FR", 91, 0)]),
    "country": record(2, locations=[place("Nulle-Part", "fr")]),
    "shape": record(2, locations=[{"geonames_details": None}]),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_record_is_named_by_its_number_and_nothing_is_loaded(tmp_path, fault):
    assert refused(dump(tmp_path, record(1), FAULTY[fault], record(3))) == (
        f"Record 2: {BAD[fault]}\nNothing has been loaded."
    )


def test_half_a_character_is_refused_where_the_reader_of_json_lets_it_through():
    with pytest.raises(BadRecordError, match=r"The name holds half a character\."):
        record_of(record(name="\ud800"), set())


def test_of_many_bad_records_the_first_are_told(tmp_path):
    assert refused(dump(tmp_path, *[0] * 1_000)).splitlines() == [
        *(f"Record {number}: This is no record." for number in range(1, 21)),
        "Nothing has been loaded.",
    ]


def cut_off(path):
    path.write_bytes(path.read_bytes()[:-40])
    return path


def test_a_file_that_is_cut_off_is_refused(tmp_path):
    records = [record(number) for number in range(1, 9)]
    assert refused(cut_off(dump(tmp_path, *records))) == "This is not whole JSON: it cannot be read after record 7."
    assert refused(cut_off(dump(tmp_path, *records, name="dump.zip"))).startswith("The zip is damaged")


TOO_LARGE = "A record is larger or deeper than any of the registry’s"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (b"", "This is neither a zip nor a JSON list of records."),
        (b"id,name\n", "This is neither a zip nor a JSON list of records."),
        (b'{"items": []}', "This is neither a zip nor a JSON list of records."),
        (b"[]", "There is no record in this file."),
        (b"[" + b" " * 2_000_000, TOO_LARGE),
        (b'[{"id": "' + b"x" * 2_000_000, TOO_LARGE),
        (b"[" * 30_000 + b"]" * 30_000, TOO_LARGE),
    ],
    ids=["empty", "csv", "object", "no record", "blank", "endless text", "endless lists"],
)
def test_what_is_not_the_registry_is_refused(tmp_path, text, sentence):
    path = tmp_path / "file"
    path.write_bytes(text)
    assert refused(path).startswith(sentence)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refused(tmp_path / "none") == "The file cannot be read: No such file or directory."
    assert refused(tmp_path) == "The file cannot be read: Is a directory."


def zipped(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_", "."), text)
    return path


def test_a_zip_that_is_not_the_registry_s_is_refused(tmp_path):
    path = tmp_path / "file.zip"
    assert refused(zipped(path, data_csv="id")) == "The zip holds 0 JSON files; the registry’s holds one."
    assert refused(zipped(path, a_json="[]", b_json="[]")) == "The zip holds 2 JSON files; the registry’s holds one."
    bomb = refused(zipped(path, bomb_json="[" + " " * 20_000_000))
    assert bomb == "The zip would unpack to 20,000,001 bytes: the registry is not squeezed that much."


def test_a_file_larger_than_any_registry_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_BYTES", 1_000)
    assert refused(dump(tmp_path, *(record(number) for number in range(1, 9)))).startswith("The file holds more than")


def test_a_withdrawn_record_keeps_its_successors(tmp_path):
    load(tmp_path, record(1, status="withdrawn", relationships=succeeded_by(2, 3)), record(2), record(3))
    assert stored().successors == [ror_id(2), ror_id(3)]
