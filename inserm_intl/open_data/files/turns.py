"""One file at a time in each process: a file keeps a processor and a connection busy, and pages must not wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from inserm_intl.open_data.faults import Later

PATIENCE = 3  # seconds
writing, waiting = Lock(), Lock()


class Busy(Later):
    """Another file is being written."""

    wait = 5


@contextmanager
def turn() -> Iterator[None]:
    """Wait for one's turn; Busy (503) where it does not come soon, or where another waits already.

    Whoever waits keeps a thread, and a few who wait would keep all of them from the pages.
    """
    if not (writing.acquire(blocking=False) or comes_soon()):
        raise Busy
    try:
        yield
    finally:
        writing.release()


def comes_soon() -> bool:
    if not waiting.acquire(blocking=False):
        return False
    try:
        return writing.acquire(timeout=PATIENCE)
    finally:
        waiting.release()
