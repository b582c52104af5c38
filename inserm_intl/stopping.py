"""What a command does when it is told to stop."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def stopping() -> Iterator[None]:
    """Who is told to stop (TERM) tidies up first, as at Ctrl-C: nothing half written stays behind."""
    usual = signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, usual)
