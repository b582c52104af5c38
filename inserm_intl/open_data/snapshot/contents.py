"""What a snapshot holds: each noun's whole answer as CSV and JSON with its schema, the package, and checksums."""

import datetime
import hashlib
import json
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import override

from inserm_intl.one_view import one_view
from inserm_intl.open_data.files.csv_files import write_csv
from inserm_intl.open_data.files.database import read, reading
from inserm_intl.open_data.files.geojson_files import write_geojson
from inserm_intl.open_data.files.views import GeoJsonFile
from inserm_intl.open_data.harvesting.data_package import data_package
from inserm_intl.open_data.harvesting.table_schema import table_schema
from inserm_intl.open_data.nouns import NOUNS, Noun

from .readme import readme

SUMS = "SHA256SUMS"


def write(folder: Path, day: datetime.date) -> None:
    """Write all of it into an empty folder. Descriptions are in French, whoever asks."""
    with override(settings.LANGUAGE_CODE):
        with one_view(), reading():
            for noun in NOUNS.values():
                write_noun(folder, noun, day)
        package = data_package(lambda noun: stored(folder, noun))
        title = f"{package['title']}, {day.isoformat()}"
        write_document(folder / "datapackage.json", {**package, "title": title})
    (folder / "README.txt").write_text(readme(day), encoding="utf-8")
    sums = [f"{sha256(path)}  {path.name}\n" for path in sorted(folder.iterdir())]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")


def write_noun(folder: Path, noun: Noun, day: datetime.date) -> None:
    question = noun.asked(QueryDict(f"on={day.isoformat()}"))
    for ending, writer in WRITERS.items():
        if ending != "geojson" or noun.name in GeoJsonFile.nouns:
            with (folder / f"{noun.name}.{ending}").open("wb") as file:
                writer(noun, question, file)
    write_document(folder / f"{noun.name}.schema.json", table_schema(noun))


def write_json(noun: Noun, question, file: BinaryIO) -> None:
    """One array, a row on each line, with the keys of the API."""
    columns, before = noun.columns(), "["
    for row in read(noun.columns.values(noun.rows(question), question)):
        line = json.dumps(columns.to_representation(row), ensure_ascii=False)
        file.write(f"{before}\n{line}".encode())
        before = ","
    file.write(b"[]\n" if before == "[" else b"\n]\n")


WRITERS = {"csv": write_csv, "json": write_json, "geojson": write_geojson}


def write_document(path: Path, document: dict) -> None:
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def stored(folder: Path, noun: Noun) -> dict:
    """Where the package finds a noun's CSV, and how to tell that it is whole."""
    path = folder / f"{noun.name}.csv"
    return {"path": path.name, "bytes": path.stat().st_size, "hash": f"sha256:{sha256(path)}"}


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
