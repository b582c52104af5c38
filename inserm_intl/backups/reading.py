"""A backup that is to be trusted is read to its last byte first."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import manifest
from .archive import BLOCK, TAIL, Member, members, sealed
from .databases import KINDS
from .documents import NAMED, Listed
from .errors import BackupError
from .manifest import Manifest, Part

DUMPS = {module.DUMP: name for name, module in KINDS.items()}


def inspected(path: Path) -> Manifest:
    """What it says of itself, once all of it has been found to be so."""
    with path.open("rb") as file:
        parts, listed, told = {}, Listed(), None
        for member in members(file, sealed(file)):
            if told:
                raise BackupError("something stands behind its end.")
            if member.name == manifest.NAME and member.size <= manifest.LARGEST:
                told = manifest.read(b"".join(member.blocks()))
            elif NAMED.fullmatch(member.name):
                listed.add(of_its_name(member), member.size)
            elif member.name in DUMPS and member.place == BLOCK:
                parts[DUMPS[member.name]] = Part(1, member.size, digest(member))
            else:
                raise BackupError(f"“{member.name}” has no place in a backup.")
    if not told or parts != {told.database: told.dump} or listed.part != told.documents:
        raise BackupError("it does not hold what it says.")
    return told


def digest(member: Member) -> str:
    sha256 = hashlib.sha256()
    for block in member.blocks():
        sha256.update(block)
    return sha256.hexdigest()


def of_its_name(member: Member) -> str:
    """A document's hash is its name."""
    sha256 = member.name.removeprefix("documents/")
    if digest(member) != sha256:
        raise BackupError(f"“{member.name}” in it is not what it was.")
    return sha256


@contextmanager
def opened(path: Path, folder: Path) -> Iterator[tuple[Path, Iterator[Member]]]:
    """Of one that was inspected: its dump, copied into the folder, and its documents."""
    with path.open("rb") as file:
        parts = members(file, path.stat().st_size - TAIL)
        first = next(parts)
        dump = folder / first.name
        with dump.open("wb") as copy:
            copy.writelines(first.blocks())
        yield dump, (member for member in parts if NAMED.fullmatch(member.name))
