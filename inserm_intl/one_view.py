"""Reading the register as it is at one moment, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_view() -> Iterator[None]:
    """All that is read inside is of one moment, whatever is saved meanwhile; who saves need not wait.

    Within another transaction, what is read is what that one sees.
    """
    outermost = not connection.in_atomic_block
    with not_writing(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql" and outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


@contextmanager
def not_writing() -> Iterator[None]:
    """On SQLite each transaction takes the one turn to write as it begins: not those begun inside, which only read."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"
    try:
        yield
    finally:
        connection.transaction_mode = usual
