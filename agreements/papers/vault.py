"""Files are kept under the hash of their content, the same content once, in a folder that no server shows.

A file is written whole before its row: if the row is then refused, the file waits, in nobody's sight, until
`check_documents --remove-orphans`. It stays while a document, or a version of one, names it. A backup, too, has
files removed only after it: it copies them after the rows that name them.
"""

import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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
    put(sha256, [data])
    return sha256


def put(sha256: str, blocks: Iterable[bytes]) -> None:
    """Store the content that has this hash; ValueError where it has another."""
    path = place(sha256)
    if path.exists() and digest(path) == sha256:
        os.utime(path)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, written = tempfile.mkstemp(dir=path.parent, prefix="incoming-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(blocks)
            file.flush()
            os.fsync(file.fileno())
        if digest(Path(written)) != sha256:
            raise ValueError(f"This content is not the one of hash {sha256}.")
        os.replace(written, path)
    except BaseException:
        Path(written).unlink(missing_ok=True)
        raise


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def drop(sha256: str) -> None:
    with removing():
        place(sha256).unlink(missing_ok=True)


@contextmanager
def turn(kind: int) -> Iterator[None]:
    root().mkdir(parents=True, exist_ok=True)
    handle = os.open(root(), os.O_RDONLY)
    try:
        fcntl.flock(handle, kind)
        yield
    finally:
        os.close(handle)


def all_staying():
    """No file is removed meanwhile, by whatever process."""
    return turn(fcntl.LOCK_SH)


def removing():
    """Waits for all who count on the files that are there."""
    return turn(fcntl.LOCK_EX)


def files(older_than_days: float = 0) -> Iterator[Path]:
    """Every file that is kept, or was left half written, last touched so long ago."""
    before = time.time() - older_than_days * 86_400
    for path in root().glob("*/*/*"):
        if path.is_file() and path.stat().st_mtime <= before:
            yield path
