"""Reading a whole answer from the database, row by row: memory does not grow with it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.db.models import QuerySet

AT_ONCE = 500  # rows


@contextmanager
def reading():
    """On PostgreSQL, one transaction: its cursors need no copy of the answer.

    There, compiling the long query of a noun to machine code costs more than it ever gains.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL jit = off")
        yield


def read(rows: QuerySet) -> Iterator[tuple]:
    """Each row, some hundreds fetched at a time."""
    return rows.iterator(chunk_size=AT_ONCE)
