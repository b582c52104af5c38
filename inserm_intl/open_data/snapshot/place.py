"""A folder that is whole or absent: written beside its place, and renamed into it at the end."""

import filecmp
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


class DiffersError(Exception):
    """Another folder stands in that place, and holds other bytes."""


@contextmanager
def whole(place: Path) -> Iterator[Path]:
    """Give an empty folder to write in, which then takes its place; one that stands there already is left.

    Raise DiffersError where that one is not the same, and OSError where nothing can be written.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{place.name}-", dir=place.parent) as beside:
        folder = Path(beside, place.name)
        folder.mkdir()
        yield folder
        settle(folder)
        if os.path.lexists(place):
            if not same(folder, place):
                raise DiffersError(place)
        else:
            folder.rename(place)
            settle(place.parent, deep=False)


def settle(folder: Path, *, deep: bool = True) -> None:
    """Have the files, and the folder's list of them, on the disk: a rename must not outlive what it names."""
    for path in [*(sorted(folder.iterdir()) if deep else ()), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def same(folder: Path, other: Path) -> bool:
    """Whether both hold the same files, byte for byte."""
    if not other.is_dir():
        return False
    names = sorted(os.listdir(folder))
    if names != sorted(os.listdir(other)):
        return False
    matching, _different, _unreadable = filecmp.cmpfiles(folder, other, names, shallow=False)
    return matching == names
