"""Where backups stand: each whole or absent, for its owner alone; the older ones go when there are enough."""

import datetime
import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from inserm_intl.open_data.snapshot.place import settle

from .errors import BackupError

OWN = re.compile(r"register-\d{8}-\d{6}\.tar")
UNFINISHED = ".unfinished-backup-"


def own_name(moment: datetime.datetime) -> str:
    """Of its moment in UTC: in the order of their names, they stand in the order of time."""
    return moment.astimezone(datetime.UTC).strftime("register-%Y%m%d-%H%M%S.tar")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One of us at a time works in a folder; what one that was killed has left there goes."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in folder.glob(f"{UNFINISHED}*"):
            shutil.rmtree(left)
        yield
    except BlockingIOError as error:
        raise BackupError(f"Another backup or restore is at work in {folder}.") from error
    finally:
        os.close(handle)


def beside(folder: Path) -> TemporaryDirectory:
    """A folder to write in, which nobody would take for a backup."""
    return TemporaryDirectory(prefix=UNFINISHED, dir=folder)


def vacant(place: Path) -> None:
    if os.path.lexists(place):
        raise BackupError(f"{place} is there already: nothing is written over it.")


def finish(written: Path, place: Path) -> None:
    """Give it its name, unless another has it; both are on the disk when this returns."""
    settle(written.parent)
    vacant(place)
    written.rename(place)
    settle(place.parent, deep=False)


def forget(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest `keep` of those that were named here, and nothing else."""
    own = sorted(path for path in folder.iterdir() if OWN.fullmatch(path.name) and path.is_file())
    old = own[: max(0, len(own) - keep)]
    for path in old:
        path.unlink()
    return old


def need(folder: Path, bytes_: int, what: str) -> None:
    """Refuse to begin what the disk has no room for."""
    free = shutil.disk_usage(folder).free
    if free < bytes_:
        raise BackupError(
            f"{what} needs up to {bytes_ / 1e6:,.0f} MB in {folder}, where {free / 1e6:,.0f} MB are free."
        )
