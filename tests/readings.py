"""A file read in every way in which it may still say something: as text, unpacked, decoded."""

import base64
import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from agreements.papers.accepted import inspect

TOKEN = re.compile(rb"[A-Za-z0-9_+/=-]{16,}")
DEEPEST = 4


def written(word: str) -> list[bytes]:
    """A word of ASCII letters, in the encodings in which a file may hold it; base64 is opened, not searched."""
    cases = {word, word.upper(), word.lower(), word.capitalize()}
    return [text.encode(code) for text in cases for code in ("ascii", "utf-16-le", "utf-16-be")]


def holds(data: bytes, word: str) -> bool:
    return any(form in reading for reading in readings(data) for form in written(word))


def readings(data: bytes, depth: int = 0) -> Iterator[bytes]:
    yield data
    if depth < DEEPEST:
        for inner in inside(data):
            yield from readings(inner, depth + 1)


def inside(data: bytes) -> Iterator[bytes]:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from map(archive.read, archive.namelist())
    elif data.startswith(b"%PDF"):
        yield inspect("text", ".pdf", data).encode()
    else:
        yield from filter(None, map(decoded, TOKEN.findall(data)))
        yield from filter(None, [inflated(data)] if len(data) < 100_000 else [])


def decoded(token: bytes) -> bytes:
    """As Django signs sessions: base64 for addresses, of what may be compressed."""
    try:
        return base64.urlsafe_b64decode(token.rstrip(b"=") + b"=" * (-len(token.rstrip(b"=")) % 4))
    except (binascii.Error, ValueError):
        return b""


def inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""
