"""The one file of a backup: a tar that any tar reads, sealed at its end with the hash of all that stands before.

It is written and read as a stream. Reading takes plain files only, by their header of 512 bytes: no links, no
long names, no holes, none of what makes a tar dangerous or large.
"""

import hashlib
import os
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from .errors import BackupError

BLOCK = tarfile.BLOCKSIZE
CHUNK = 1_000_000
SEAL = "SHA256"


def header(name: str, size: int) -> bytes:
    """A plain file that its owner alone may read. Sizes beyond 8 GB are written as GNU tar does."""
    told = tarfile.TarInfo(name)
    told.size, told.mode = size, 0o600
    return told.tobuf(tarfile.GNU_FORMAT)


def filling(size: int) -> bytes:
    return bytes(-size % BLOCK)


def tail(sha256: str) -> bytes:
    """How a backup ends: its seal, and the two empty blocks that end every tar."""
    said = f"{sha256}\n".encode()
    return header(SEAL, len(said)) + said + filling(len(said)) + bytes(2 * BLOCK)


TAIL = len(tail("0" * 64))


class Writer:
    def __init__(self, file: BinaryIO):
        self.file, self.hash = file, hashlib.sha256()

    def write(self, data: bytes) -> None:
        self.hash.update(data)
        self.file.write(data)

    def add(self, name: str, size: int, content: BinaryIO) -> str:
        """Write a part; return the hash of its content, which must be as long as it was said to be."""
        self.write(header(name, size))
        sha256, left = hashlib.sha256(), size
        while data := content.read(min(CHUNK, left)):
            sha256.update(data)
            self.write(data)
            left -= len(data)
        if left or content.read(1):
            raise BackupError(f"{name} changed while it was read.")
        self.write(filling(size))
        return sha256.hexdigest()

    def seal(self) -> None:
        self.file.write(tail(self.hash.hexdigest()))


@dataclass(frozen=True)
class Member:
    name: str
    size: int
    place: int
    file: BinaryIO

    def blocks(self) -> Iterator[bytes]:
        self.file.seek(self.place)
        left = self.size
        while data := self.file.read(min(CHUNK, left)):
            left -= len(data)
            yield data


def sealed(file: BinaryIO) -> int:
    """Read all of it against its seal; return where its parts end."""
    end = file.seek(0, os.SEEK_END) - TAIL
    if end < 0:
        raise BackupError("it is too short to be a backup.")
    sha256 = hashlib.sha256()
    for block in Member("", end, 0, file).blocks():
        sha256.update(block)
    if file.read() != tail(sha256.hexdigest()):
        raise BackupError("it is damaged, cut short, or no backup.")
    return end


def members(file: BinaryIO, end: int) -> Iterator[Member]:
    """Its parts, one after the other. Whoever made it may wish us ill, and seal that."""
    place = 0
    while place < end:
        file.seek(place)
        try:
            told = tarfile.TarInfo.frombuf(file.read(BLOCK), "ascii", "strict")
        except (tarfile.HeaderError, UnicodeError) as error:
            raise BackupError("a part of it has no proper header.") from error
        after = place + BLOCK + told.size + len(filling(told.size))
        if told.type != tarfile.REGTYPE or told.size < 0 or after > end:
            raise BackupError(f"“{told.name}” in it is no plain file, or not as large as it says.")
        yield Member(told.name, told.size, place + BLOCK, file)
        place = after
