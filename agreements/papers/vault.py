"""Files are kept under the hash of their content, the same content once, in a folder that no server shows.

A file is written whole before its row: if the row is then refused, the file waits, in nobody's sight, until
`check_documents --remove-orphans`. It stays while a document, or a version of one, names it.
"""

import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

CHUNK = 1_000_000


def root() -> Path:
    return Path(settings.MEDIA_ROOT) / "documents"


def place(sha256: str) -> Path:
    return root() / sha256[:2] / sha256[2:4] / sha256


def keep(data: bytes) -> str:
    """Store a content, and return its hash. One that is there already is made young again."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = place(sha256)
    if path.exists() and digest(path) == sha256:
        os.utime(path)
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=path.parent, prefix="incoming-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    os.replace(written, path)
    return sha256


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def drop(sha256: str) -> None:
    place(sha256).unlink(missing_ok=True)


def files(older_than_days: float = 0) -> Iterator[Path]:
    """Every file that is kept, or was left half written, last touched so long ago."""
    before = time.time() - older_than_days * 86_400
    for path in root().glob("*/*/*"):
        if path.is_file() and path.stat().st_mtime <= before:
            yield path
