"""A backup: all that the register holds at one moment, while officers go on working."""

import io
import os
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings
from django.db import connection
from django.utils.timezone import now

from agreements.papers import vault
from inserm_intl.one_view import one_view

from . import documents, manifest
from .archive import Writer
from .content import content
from .databases import kind
from .manifest import Manifest, Part
from .place import alone, beside, finish, need, own_name, vacant
from .reading import inspected


def make(where: Path) -> tuple[Path, Manifest]:
    """Write it to a file, or into a folder under a name of its own; return where, and what it says of itself."""
    folder = where if where.is_dir() else where.parent
    if folder is not where:
        vacant(where)
    with alone(folder), beside(folder) as name:
        written = Path(name, "backup.tar")
        need(folder, kind().ROOM * kind().size() + documents.expected(), "A backup")
        with open(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            told = write(file, Path(name))
        inspected(written)
        place = where / own_name(told.moment) if where.is_dir() else where
        finish(written, place)
        return place, told


def pour(file: BinaryIO) -> Manifest:
    """For whoever encrypts it or sends it away. It cannot be read back here: `restore --check` does."""
    folder = Path(settings.BACKUP_DIR)
    with alone(folder), beside(folder) as name:
        need(folder, kind().ROOM * kind().size(), "A backup")
        return write(file, Path(name))


def write(file: BinaryIO, folder: Path) -> Manifest:
    """The dump stands in the folder until it is packed.

    No file goes while this runs, and none comes after its row: all that the dump names are there.
    """
    dump, writer, moment = folder / kind().DUMP, Writer(file), now()
    with vault.all_staying():
        with one_view(), kind().dumping(dump):
            seen, found = look(), documents.sizes()
        length = dump.stat().st_size
        with dump.open("rb") as dumped:
            part = Part(1, length, writer.add(dump.name, length, dumped))
        dump.unlink()
        packed, missing = documents.pack(writer, found)
    told = Manifest(made_at=moment.isoformat(), dump=part, documents=packed, missing=missing, **seen)
    said = told.written()
    writer.add(manifest.NAME, len(said), io.BytesIO(said))
    writer.seal()
    file.flush()
    return told


def look() -> dict[str, Any]:
    """What can be said of the register while it is dumped."""
    sha256, rows = content()
    return {
        "code": manifest.code(),
        "database": connection.vendor,
        "server": manifest.server(),
        "size": kind().size(),
        "migrations": manifest.migrations(),
        "rows": rows,
        "content": sha256,
    }
