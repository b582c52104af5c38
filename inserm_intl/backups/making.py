"""A backup: all that the register holds at one moment, while officers go on working."""

import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

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
from .place import alone, beside, finish, forget, need, own_name
from .reading import inspected


@dataclass
class Made:
    place: Path
    told: Manifest
    forgotten: list[Path]


def make(where: Path, keep: int | None = None) -> Made:
    """Write it to a file, or into a folder under a name of its own; all but the newest `keep` of these then go.

    What is lost now may be whole in an older backup: then none goes.
    """
    within = where if where.is_dir() else None
    folder = within or where.parent
    with alone(folder), beside(folder) as name:
        written = Path(name, "backup.tar")
        need(folder, kind().ROOM * kind().size() + documents.expected(), "A backup")
        with open(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            told = write(file, Path(name))
        inspected(written)
        place = within / own_name(told.moment) if within else where
        finish(written, place)
        return Made(place, told, forget(folder, keep) if within and keep and not told.missing else [])


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
    dump, writer = folder / kind().DUMP, Writer(file)
    with vault.all_staying():
        with one_view(), kind().dumping(dump):
            moment = now()
            sha256, rows = content()
            applied, size, found = manifest.migrations(), kind().size(), documents.sizes()
        with dump.open("rb") as dumped:
            length = dump.stat().st_size
            part = Part(1, length, writer.add(dump.name, length, dumped))
        dump.unlink()
        packed, missing = documents.pack(writer, found)
    told = Manifest(
        made_at=moment.isoformat(),
        code=manifest.code(),
        database=connection.vendor,
        server=manifest.server(),
        size=size,
        migrations=applied,
        rows=rows,
        content=sha256,
        dump=part,
        documents=packed,
        missing=missing,
    )
    said = told.written()
    writer.add(manifest.NAME, len(said), io.BytesIO(said))
    writer.seal()
    file.flush()
    return told
