"""A register in SQLite: copied whole at one moment while others write, and copied back in one transaction."""

import gzip
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from django.db import connection, connections
from django.db.utils import load_backend

from .archive import CHUNK
from .content import PASSING
from .errors import BackupError

DUMP = "database.sqlite3.gz"
# Who still writes has so many seconds to end.
PATIENCE = 30
# Pages at once: fewer than the smallest register has.
STEP = 16
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
        for table in set(PASSING) & set(connection.introspection.table_names(cursor)):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("VACUUM")  # what was deleted is no more in it
    with copy.open("rb") as whole, gzip.open(path, "wb", compresslevel=5) as packed:
        shutil.copyfileobj(whole, packed, CHUNK)
    copy.unlink()


@contextmanager
def replacing(dump: Path, largest: int) -> Iterator[None]:
    """Let the block see the register of the dump, which takes the place of the old one if the block ends well.

    The old one is not locked meanwhile: whatever is written to it stops the restore, and stays.
    """
    copy = dump.with_suffix("")
    connection.ensure_connection()  # an empty place gets its file, and the way it is written
    live = connection.settings_dict["NAME"]
    connection.close()
    with closing(sqlite3.connect(live)) as watching:
        before = version(watching)
        unpack(dump, copy, largest)
        with in_its_place(copy):
            yield
        take_over(copy, live, lambda: version(watching) == before)


def version(watching: sqlite3.Connection) -> int:
    """Another number as soon as anybody else has written."""
    return watching.execute("PRAGMA data_version").fetchone()[0]


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


def take_over(copy: Path, live: str, is_as_it_was: Callable[[], bool]) -> None:
    """Others read the old register until all of the new one is there; from the first step on, none can write.

    Whatever stops this, the old register stays: SQLite has but one transaction to undo.
    """
    steps = count()

    def look(status, _remaining, _total):
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BackupError("somebody is writing to the register, and does not end. Stop the site.")
        if next(steps) == 0 and not is_as_it_was():
            raise BackupError("somebody has written to the register meanwhile. Stop the site.")

    with closing(sqlite3.connect(copy)) as copied, closing(sqlite3.connect(live, timeout=PATIENCE)) as replaced:
        copied.backup(replaced, pages=STEP, progress=look)
