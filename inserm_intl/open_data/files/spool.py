"""Where a file is written before it is sent: an unnamed temporary file, hashed and compressed on the way."""

import hashlib
import logging
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Self

from xlsxwriter.exceptions import FileCreateError

from inserm_intl.open_data.faults import Later

BLOCK = 256 * 1024  # bytes
QUICK = 1  # level of compression: the slower ones gain little on rows that are alike
GZIP = 31  # how zlib names gzip's framing, with the largest window

logger = logging.getLogger(__name__)


@contextmanager
def room() -> Iterator[None]:
    """Where the disk takes no more, the reader is told to come back (503) and whoever can make room finds it logged."""
    try:
        yield
    except (OSError, FileCreateError) as error:
        logger.exception("A file of data could not be written")
        raise Later from error


class Spool:
    """What `write` writes into it. `file` stands at its first byte and is gone from the disk once closed.

    `digest` is that of what was written, compressed or not.
    """

    def __init__(self, *, compressed: bool):
        self.compressor = zlib.compressobj(QUICK, wbits=GZIP) if compressed else None
        self.hash, self.pending = hashlib.blake2b(digest_size=16), bytearray()
        self.file = TemporaryFile()  # noqa: SIM115 - closed by whoever sends it

    @classmethod
    def of(cls, write: Callable[[Self], object], *, compressed: bool) -> Self:
        spool = cls(compressed=compressed)
        try:
            write(spool)
            spool.finish()
        except BaseException:
            spool.file.close()
            raise
        return spool

    def write(self, data) -> int:
        self.pending += data
        if len(self.pending) >= BLOCK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        self.hash.update(self.pending)
        self.file.write(self.compressor.compress(self.pending) if self.compressor else self.pending)
        self.pending.clear()

    def finish(self) -> None:
        self.flush()
        if self.compressor:
            self.file.write(self.compressor.flush())
        self.file.seek(0)

    @property
    def digest(self) -> str:
        return self.hash.hexdigest()
