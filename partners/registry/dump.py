"""The file of the registry, read as a stream: a zip or a JSON list, of any size, never wholly in memory."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from typing import IO, Any

import ijson

# The registry's own file holds about 300 MB of text; its records are far smaller and have five levels.
MOST_BYTES, MOST_BYTES_OF_A_RECORD, MOST_LEVELS, MOST_SQUEEZED = 4_000_000_000, 1_000_000, 20, 200
STEPS = {ord(sign): step for signs, step in (("[{", 1), ("]}", -1)) for sign in signs}
NO_BRACKETS = bytes(set(range(256)) - STEPS.keys())


class RefusedError(Exception):
    """The file cannot be loaded, and why, in a sentence."""


def records(path: str, progress: Callable[[int], Any] = lambda read: None) -> Iterator[tuple[int, Any]]:
    """Each record with its number, from 1, as JSON has it; `progress` is told of every number of bytes read."""
    number = 0
    try:
        with opened(path) as (file, _size):
            bounded = Bounded(file, progress)
            for number, raw in enumerate(ijson.items(bounded, "item", use_float=True), 1):
                yield number, raw
                bounded.begin_record()
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise RefusedError(f"This is not whole JSON: it cannot be read after record {number}.") from error
    if not number:
        raise RefusedError("There is no record in this file.")


def size_of(path: str) -> int:
    """How many bytes `records` will read."""
    with opened(path) as (_file, size):
        return size


@contextmanager
def opened(path: str) -> Iterator[tuple[IO[bytes], int]]:
    """The JSON text of the file, and its size in bytes."""
    try:
        with open(path, "rb") as file:
            start = file.read(64)
            file.seek(0)
            if start.startswith(b"PK"):
                with zipfile.ZipFile(file) as archive:
                    member = json_in(archive)
                    with archive.open(member) as text:
                        yield text, member.file_size
            elif start.lstrip().startswith(b"["):
                yield file, file.seek(0, 2) - file.seek(0)
            else:
                raise RefusedError("This is neither a zip nor a JSON list of records.")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise RefusedError("The zip is damaged, cut off or packed in a way that cannot be read.") from error
    except OSError as error:
        raise RefusedError(f"The file cannot be read: {error.strerror or error}.") from error


def json_in(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The one JSON file of the zip; of two, that of the newer schema, which says so in its name."""
    found = [member for member in archive.infolist() if member.filename.lower().endswith(".json")]
    found = [member for member in found if not member.filename.startswith("__MACOSX")]
    newer = [member for member in found if "schema_v2" in member.filename]
    if len(newer or found) != 1:
        raise RefusedError(f"The zip holds {len(found)} JSON files; the registry’s holds one.")
    (member,) = newer or found
    if member.flag_bits & 1:
        raise RefusedError("The zip is protected by a password.")
    if member.file_size > max(MOST_BYTES_OF_A_RECORD, MOST_SQUEEZED * member.compress_size):
        raise RefusedError(
            f"The zip would unpack to {member.file_size:,} bytes: the registry is not squeezed that much."
        )
    return member


class Bounded:
    """A file that refuses to go on where a record, or the whole, is larger or deeper than any of the registry's.

    Brackets inside texts count too: they are few, and mostly closed.
    """

    def __init__(self, file: IO[bytes], progress: Callable[[int], Any]):
        self.file, self.progress = file, progress
        self.whole = self.record = self.level = 0

    def begin_record(self):
        self.record = self.level = 0

    def read(self, size: int = -1) -> bytes:
        text = self.file.read(size)
        self.whole += len(text)
        self.record += len(text)
        levels = list(accumulate(map(STEPS.__getitem__, text.translate(None, NO_BRACKETS)), initial=self.level))
        self.level = levels[-1]
        if self.record > MOST_BYTES_OF_A_RECORD or max(levels) > MOST_LEVELS:
            raise RefusedError(f"A record is larger or deeper than any of the registry’s: {self.whole:,} bytes read.")
        if self.whole > MOST_BYTES:
            raise RefusedError(f"The file holds more than {MOST_BYTES:,} bytes: this is not the registry.")
        self.progress(len(text))
        return text
