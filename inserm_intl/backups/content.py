"""What a register holds, as one hash: every row of every table, in the order of its key.

Each kind of database writes its rows its own way: the hash tells two registers of the same kind apart. Documents
count by the hashes in their rows, which are those of their files.
"""

import hashlib
from collections.abc import Iterator

from django.db import connection

# What is of the running site, not of the register: no backup holds it, no restore brings it back.
PASSING = ("cache", "django_session")
# PostgreSQL's numbers of text, char and varchar.
TEXTS = (25, 1042, 1043)


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return sorted(set(connection.introspection.table_names(cursor)) - set(PASSING))


def content() -> tuple[str, dict[str, int]]:
    """The hash, and how many rows each table has, as the connection's transaction sees them."""
    sha256, counts = hashlib.sha256(), {}
    for table in tables():
        columns = described(table)
        sha256.update(f"{table}({','.join(columns)})\n".encode())
        counts[table] = READERS[connection.vendor](table, columns, sha256)
    return sha256.hexdigest(), counts


def described(table: str) -> dict[str, bool]:
    """The columns in their order, and whether each is a text, which only PostgreSQL tells."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} LIMIT 0")
        return {name: code in TEXTS for name, code, *_rest in cursor.description}


def key(table: str) -> Iterator[str]:
    with connection.cursor() as cursor:
        yield from connection.introspection.get_primary_key_columns(cursor, table) or ()


def copied(table, columns, sha256) -> int:
    """PostgreSQL writes them itself. Texts are ordered by their bytes: two servers may know two alphabets."""
    quote = connection.ops.quote_name
    order = [quote(name) + (' COLLATE "C"' if columns[name] else "") for name in key(table)]
    order = order or [f'{quote(table)}::text COLLATE "C"']
    rows = f"SELECT * FROM {quote(table)} ORDER BY {', '.join(order)}"
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL datestyle = ISO; SET LOCAL timezone = UTC; SET LOCAL extra_float_digits = 1")
        cursor.copy_expert(f"COPY ({rows}) TO STDOUT", Hashing(sha256))
        return cursor.rowcount


class Hashing:
    """A file that keeps nothing but the hash of what is written."""

    def __init__(self, sha256):
        self.write = sha256.update


def selected(table, columns, sha256) -> int:
    """SQLite says each value as it would be written in SQL, and so tells its kind."""
    quote = connection.ops.quote_name
    row = " || ',' || ".join(f"quote({quote(name)})" for name in columns)
    order = ", ".join(map(quote, key(table))) or "rowid"
    count = 0
    for (line,) in connection.connection.execute(f"SELECT {row} FROM {quote(table)} ORDER BY {order}"):
        sha256.update(line.encode() + b"\n")
        count += 1
    return count


READERS = {"postgresql": copied, "sqlite": selected}
