"""One file at a time in each process: a file keeps a processor and a connection busy, and pages must not wait."""

from contextlib import contextmanager
from threading import Lock

from inserm_intl.open_data.faults import Later

PATIENCE = 3  # seconds
writing = Lock()


class Busy(Later):
    """Another file is being written."""

    wait = 5


@contextmanager
def turn():
    """Wait for one's turn; Busy (503) where it does not come soon."""
    if not writing.acquire(timeout=PATIENCE):
        raise Busy
    try:
        yield
    finally:
        writing.release()
