"""Whether the database or the cache is out of reach, or a disk is full: the site says "later" (503), not "broken".

Without the cache nobody counts who tries to log in: logins are refused until it is back. Pages do without it.
"""

import errno
import sqlite3

import psycopg2
from django.db import DatabaseError, InterfaceError, OperationalError
from redis import RedisError

# SQLite calls nearly everything an operational error, a missing table too; these are those that pass.
RETRY_AFTER = "60"  # seconds
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_PROTOCOL")


def is_unavailable(error: BaseException | None) -> bool:
    """Whether the same request may well be answered a little later, without anybody mending the program."""
    if isinstance(error, RedisError) or is_lost(error):
        return True
    if isinstance(error, OSError):
        return error.errno in NO_ROOM
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if isinstance(error.__cause__, sqlite3.Error):
        return getattr(error.__cause__, "sqlite_errorname", "").startswith(PASSING)
    return True


def is_lost(error: BaseException | None) -> bool:
    """A connection that breaks while rows arrive is a fault of no kind and with no code: the server said nothing."""
    cause = error.__cause__ if type(error) is DatabaseError else None
    return isinstance(cause, psycopg2.DatabaseError) and cause.pgcode is None
