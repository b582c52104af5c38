"""A register in PostgreSQL: dumped by its own client, restored in one transaction of our own."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from django.db import connection, transaction

from .content import PASSING
from .errors import BackupError

DUMP = "database.dump"
# Who still writes has so long to end.
PATIENCE = "30s"
COPY = re.compile(rb"COPY .+ FROM stdin;\n")
SAID = re.compile(rb"(--.*|SET .+;|SELECT pg_catalog\.set_config\(.+;|\\(un)?restrict .*|)\n")
PLAIN = ("--file=-", "--no-owner", "--no-privileges", "--no-comments")
# A client newer than the server sets what only its own servers know.
TOO_NEW = re.compile(r"^SET transaction_timeout = 0;$|^\\(un)?restrict .*$", re.MULTILINE)
# A dump, written and then packed, needs less than the database: it is compressed, and has no indexes.
ROOM = 1


def size() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


@contextmanager
def dumping(path: Path) -> Iterator[None]:
    """Dump what the connection's transaction sees, while the block looks at it too."""
    client("pg_dump")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
    without = [f"--exclude-table-data={table}" for table in PASSING]
    options = ["--format=custom", f"--snapshot={snapshot}", "--no-owner", "--no-privileges", *without]
    # Its name, its account and its server come as arguments; the password, in the environment.
    arguments, environment = named()
    with tool("pg_dump", *options, f"--file={path}", *arguments, environment=environment):
        yield


def named() -> tuple[list[str], dict[str, str]]:
    arguments, environment = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    return list(arguments[1:]), environment or {}


def client(name: str) -> None:
    """Refuse a client that is absent, or older than the server: it could not read it."""
    try:
        said = subprocess.run([name, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise BackupError(f"{name} is missing: install Debian’s postgresql-client.") from error
    found = re.search(r"\) (\d+)", said)
    server = connection.pg_version // 10_000
    if not found or int(found[1]) < server:
        raise BackupError(f"{said.strip()} is older than the server, PostgreSQL {server}: install its client.")


@contextmanager
def tool(name: str, *arguments: str, environment: dict[str, str] | None = None) -> Iterator[BinaryIO]:
    """Run a client beside the block, which may read what it says. It ends with the block, and well."""
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [name, *arguments],
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        try:
            with cast(BinaryIO, process.stdout) as said:
                yield said
            process.wait()
        finally:
            process.kill()
            process.wait()
        if process.returncode:
            errors.seek(0)
            said_last = errors.read(2_000).decode(errors="replace").strip()
            raise BackupError(f"{name} ended with status {process.returncode}. {said_last}")


@contextmanager
def replacing(dump: Path, _largest: int) -> Iterator[None]:
    """Let the block see the register of the dump, which takes the place of the old one if the block ends well.

    From the first statement, others wait: they can neither read the old register nor write to it.
    """
    client("pg_restore")
    try:
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            clear(cursor)
            cursor.execute(statements(dump, "pre-data"))
            with tool("pg_restore", "--section=data", *PLAIN, str(dump)) as script:
                fill(cursor, script)
            cursor.execute(statements(dump, "post-data"))
            # The script takes away all names that are not written out, and rows are checked only at the end.
            cursor.execute("RESET search_path; SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ANALYZE")  # else the first questions are answered as those of an empty register would be
            yield
    finally:
        connection.close()


def statements(dump: Path, section: str) -> str:
    """What makes the tables, or what follows once they are filled: their keys and indexes."""
    with tool("pg_restore", f"--section={section}", *PLAIN, str(dump)) as script:
        text = script.read().decode()
    return TOO_NEW.sub("", text)


def clear(cursor) -> None:
    tables = ", ".join(map(connection.ops.quote_name, connection.introspection.table_names(cursor)))
    if tables:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
        cursor.execute(f"DROP TABLE {tables} CASCADE")


def fill(cursor, script: BinaryIO) -> None:
    """Rows and counters. In this section no other text can have a line of its own."""
    for line in iter(script.readline, b""):
        if COPY.fullmatch(line):
            cursor.copy_expert(line.decode(), Rows(script))
        elif line.startswith(b"SELECT pg_catalog.setval("):
            cursor.execute(line)
        elif not SAID.fullmatch(line):
            raise BackupError("the dump in it holds what no dump of a register does.")


class Rows:
    """The file that a COPY reads: the lines of the script up to the one that ends them."""

    def __init__(self, script: BinaryIO):
        self.lines = iter(script.readline, b"\\.\n")

    def read(self, size: int) -> bytes:
        found: list[bytes] = []
        taken = 0
        for line in self.lines:
            if not line:
                raise BackupError("the dump in it is cut short.")
            found.append(line)
            taken += len(line)
            if taken >= size:
                break
        return b"".join(found)
