"""Whether the database or the cache is out of reach, or locked for too long: the site says "later" (503), not "broken".

Without the cache nobody counts who tries to log in: logins are refused until it is back. Pages do without it.
"""

import sqlite3

from django.db import InterfaceError, OperationalError
from redis import RedisError

# SQLite calls nearly everything an operational error, a missing table too; these are those that pass.
RETRY_AFTER = "60"  # seconds
PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_PROTOCOL")


def is_unavailable(error: BaseException | None) -> bool:
    """Whether the same request may well be answered a little later, without anybody mending the program."""
    if isinstance(error, RedisError):
        return True
    if not isinstance(error, OperationalError | InterfaceError):
        return False
    if isinstance(error.__cause__, sqlite3.Error):
        return getattr(error.__cause__, "sqlite_errorname", "").startswith(PASSING)
    return True
