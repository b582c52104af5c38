"""A register in SQLite: copied whole at one moment while others write, and copied back in one transaction."""

import gzip
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection, connections
from django.db.utils import load_backend

from .archive import CHUNK
from .content import empty
from .errors import BackupError

DUMP = "database.sqlite3.gz"
# Who still writes has so many seconds to end.
PATIENCE = 30


# The copy, the same without its holes, and packed.
ROOM = 3


def size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return cursor.fetchone()[0]


@contextmanager
def dumping(path: Path) -> Iterator[None]:
    """Dump what the connection's transaction sees. Who writes meanwhile need not wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_master")  # its moment is that of its first look
    yield
    copy = path.with_suffix("")
    with closing(sqlite3.connect(copy)) as copied:
        connection.connection.backup(copied)
    with in_its_place(copy), connection.cursor() as cursor:
        empty(cursor)
        cursor.execute("VACUUM")  # what was deleted is no more in it
    with copy.open("rb") as whole, gzip.open(path, "wb", compresslevel=5) as packed:
        shutil.copyfileobj(whole, packed, CHUNK)
    copy.unlink()


@contextmanager
def replacing(dump: Path, largest: int) -> Iterator[None]:
    """Let the block see the register of the dump, which takes the place of the old one if the block ends well."""
    copy = dump.with_suffix("")
    unpack(dump, copy, largest)
    with in_its_place(copy):
        yield
    take_over(copy)


def unpack(dump: Path, copy: Path, largest: int) -> None:
    """No further than the size that there is room for."""
    with gzip.open(dump) as packed, copy.open("wb") as whole:
        while block := packed.read(CHUNK):
            if whole.tell() + len(block) > largest:
                raise BackupError("the dump in it is larger than it says.")
            whole.write(block)


@contextmanager
def in_its_place(copy: Path) -> Iterator[None]:
    """The copy is the site's database, for this thread."""
    own = connections["default"]
    engine = load_backend(own.settings_dict["ENGINE"])
    connections["default"] = engine.DatabaseWrapper({**own.settings_dict, "NAME": str(copy)}, "default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = own


def take_over(copy: Path) -> None:
    """Others read the old register until all of the new one is there; whoever would write waits, or is refused.

    Whatever stops this, the old register stays: SQLite has but one transaction to undo.
    """
    connection.ensure_connection()
    until = time.monotonic() + PATIENCE

    def waiting(status, _remaining, _total):
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > until:
            raise BackupError("Somebody is writing to the register, and does not end.")

    with closing(sqlite3.connect(copy)) as copied:
        copied.backup(connection.connection, progress=waiting)
    connection.close()
