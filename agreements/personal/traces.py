"""What SQLite keeps of what was deleted, beside its rows."""

from django.db import connection


def clear() -> bool:
    """After an erasure was committed, empty SQLite's journal of changes (WAL); False where it was in use.

    SQLite overwrites what is deleted in its file (`secure_delete`), but its journal has the pages from before until
    it is emptied. PostgreSQL's pages are cleaned by its autovacuum, and no dump holds what was deleted.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return True
    with connection.cursor() as cursor:
        (busy, *_pages) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
