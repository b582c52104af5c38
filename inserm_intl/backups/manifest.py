"""What a backup says of itself, in its last part: `manifest.json`."""

import datetime
import json
import subprocess
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any, get_args, get_origin

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from .errors import BackupError

NAME = "manifest.json"
FORMAT = 1
LARGEST = 10_000_000


@dataclass(frozen=True)
class Part:
    """The hash of the dump is its own; that of the documents is of their list: a hash on each line, in order."""

    count: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    made_at: str  # just before the moment that it shows, UTC
    code: str  # the commit of the program that made it, where it is known
    database: str  # postgresql or sqlite
    server: str  # its version
    size: int  # of the database, in bytes: more than its dump unpacked
    migrations: list[str]
    rows: dict[str, int]
    content: str  # see content.py
    dump: Part
    documents: Part
    missing: list[str]  # the hashes of documents that were lost or damaged before
    format: int = FORMAT

    def written(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode() + b"\n"

    @property
    def moment(self) -> datetime.datetime:
        return datetime.datetime.fromisoformat(self.made_at)

    @property
    def unknown(self) -> list[str]:
        """The migrations that this program does not have: a newer one made the backup."""
        return sorted(set(self.migrations) - {".".join(key) for key in MigrationLoader(None).disk_migrations})


def read(data: bytes) -> Manifest:
    """Raise BackupError unless it says all that it should, each thing in its kind."""
    try:
        told = json.loads(data)
        if isinstance(told, dict) and told.get("format") != FORMAT:
            raise BackupError("another version of the program wrote it, in a form that this one cannot read.")
        if not fits(told, Manifest):
            raise BackupError("what it says of itself makes no sense.")
        manifest = Manifest(**told | {name: Part(**told[name]) for name in ("dump", "documents")})
        if manifest.moment.tzinfo is None:
            raise ValueError("A moment without its zone is none.")
    except (ValueError, RecursionError) as error:
        raise BackupError("what it says of itself cannot be read.") from error
    return manifest


def fits(value: Any, kind: Any) -> bool:
    """Whether JSON gave what a field is declared as."""
    inner = get_args(kind)
    if get_origin(kind) is list:
        return type(value) is list and all(fits(each, inner[0]) for each in value)
    if get_origin(kind) is dict:
        return type(value) is dict and all(fits(each, inner[1]) for each in value.values())
    if is_dataclass(kind):
        kinds = {field.name: field.type for field in fields(kind)}
        same = type(value) is dict and kinds.keys() == value.keys()
        return same and all(fits(value[name], kinds[name]) for name in kinds)
    return type(value) is kind


def migrations() -> list[str]:
    """Those that the database has had."""
    return sorted(".".join(key) for key in MigrationLoader(connection).applied_migrations)


def code() -> str:
    try:
        said = subprocess.run(
            ["git", "rev-parse", "HEAD"], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return said.stdout.strip()


def server() -> str:
    return ".".join(map(str, connection.get_database_version()))
