"""Why nothing was done, in a sentence for the operator."""

import sqlite3
import zlib

from django.db import DatabaseError


class BackupError(Exception):
    """No backup was made, or nothing was restored: what there was before is as it was."""


# What else stops either of them: the disk, the database, a dump that cannot be unpacked.
FAILURES = (BackupError, OSError, DatabaseError, sqlite3.Error, zlib.error, EOFError)
