"""What the site needs, each asked as it is used. A reason names what is wrong, and no host, person or fault."""

import datetime
import functools
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from .runs import REMINDERS, Run

REMINDED_WITHIN = datetime.timedelta(hours=36)


def database() -> list[str]:
    """It answers, knows all that this code knows, and the reminders were sent: they are told by it."""
    try:
        if missing := pending():
            return [f"migrations: {missing} not applied"]
        late = Run.objects.is_late(REMINDERS, REMINDED_WITHIN)
    except (DatabaseError, InterfaceError):
        return ["database: cannot be read"]
    return ["reminders: not sent to the end for 36 hours"] if late else []


def pending() -> int:
    """How many migrations this code brings that were not applied. Those that only newer code knows are not its own."""
    applied = MigrationRecorder(connection).applied_migrations().keys()
    return sum(key not in applied and not replaces & applied for key, replaces in brought().items())


@functools.cache
def brought() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """The migrations of this code, read once for each process, and what each replaces."""
    found = MigrationLoader(None).disk_migrations
    return {key: set(migration.replaces) for key, migration in found.items()}


def cache() -> list[str]:
    """Written to as well: a full one that only reads refuses every login."""
    try:
        caches["default"].add("ready", 1, timeout=60)
    except Exception:  # each kind of cache has faults of its own
        return ["cache: cannot be written"]
    return []


def documents() -> list[str]:
    """The folder takes a file. A new register's is made with its first document: here too."""
    folder = Path(settings.MEDIA_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"ready")
    except OSError:
        return ["documents: the folder cannot be written"]
    return []
