"""The files of documents, into a backup and out of it again."""

import hashlib
import re
from collections.abc import Iterable

from agreements.papers import vault
from agreements.papers.references import named, of_documents

from .archive import Member, Writer
from .errors import BackupError
from .manifest import Part

NAMED = re.compile(r"documents/[0-9a-f]{64}")


def expected() -> int:
    """How many bytes the files have, from what their rows say."""
    return sum({sha256: size for sha256, size, _key in of_documents()}.values())


def sizes() -> dict[str, int]:
    """Of each content that the register names and that is there. Nothing may be removed meanwhile."""
    places = {sha256: vault.place(sha256) for sha256 in sorted(named())}
    return {sha256: path.stat().st_size if path.is_file() else -1 for sha256, path in places.items()}


def pack(writer: Writer, found: dict[str, int]) -> tuple[Part, list[str]]:
    """Write those that are whole; tell which are not."""
    packed, missing = Listed(), []
    for sha256, size in found.items():
        if size < 0 or vault.digest(vault.place(sha256)) != sha256:
            missing.append(sha256)
            continue
        with vault.place(sha256).open("rb") as file:
            if writer.add(f"documents/{sha256}", size, file) != sha256:
                raise BackupError(f"{vault.place(sha256)} changed while it was read.")
        packed.add(sha256, size)
    return packed.part, missing


class Listed:
    """Counts documents as they come, which must be in the order of their hashes."""

    def __init__(self):
        self.last, self.count, self.bytes, self.hash = "", 0, 0, hashlib.sha256()

    def add(self, sha256: str, size: int) -> None:
        if sha256 <= self.last:
            raise BackupError("documents in it are out of order.")
        self.last = sha256
        self.count += 1
        self.bytes += size
        self.hash.update(f"{sha256}\n".encode())

    @property
    def part(self) -> Part:
        return Part(self.count, self.bytes, self.hash.hexdigest())


def unpack(members: Iterable[Member]) -> None:
    """Put each where the register looks for it. One that is there already, and whole, stays as it is."""
    for member in members:
        try:
            vault.put(member.name.removeprefix("documents/"), member.blocks())
        except ValueError as error:
            raise BackupError(f"“{member.name}” in it is not what it was.") from error
