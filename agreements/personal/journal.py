"""What was erased, line by line, in a file that stands outside of all that a restore brings back.

A line names keys of records, never a person. One that was erased on request leaves a print: a keyed hash (HMAC under
DJANGO_SECRET_KEY) of their name and addresses. From it nobody reads who it was; but whoever meets the name in
a database restored from before can tell that it is to be erased again.
"""

import json
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

REQUEST, TERM = "request", "term"


def place() -> Path:
    return Path(settings.ERASURES)


def lines() -> Iterator[dict[str, Any]]:
    """A last line that was cut short by a crash had no erasure after it: it is passed over."""
    if not place().exists():
        return
    with place().open(encoding="utf-8") as file:
        for line in file:
            if line.endswith("\n"):
                yield json.loads(line)


def on_request() -> Iterator[dict[str, Any]]:
    return (line for line in lines() if line["why"] == REQUEST)


def check() -> None:
    """Raise OSError where nothing could be written: better known before than after."""
    with opened():
        pass


def missing(error: OSError) -> str:
    """What the operator is told then."""
    return f"Nothing was erased: no journal in ERASURES ({place()}): {error}"


def opened():
    handle = os.open(place(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    return os.fdopen(handle, "ab")


def write(why: str, **said) -> dict[str, Any]:
    """Add a line, and return it when it is on the disk. After one that was cut short it begins on a line of its own."""
    line = {"line": str(uuid.uuid4()), "at": timezone.now().isoformat(timespec="seconds"), "why": why, **said}
    text = json.dumps(line, ensure_ascii=True).encode() + b"\n"
    with opened() as file:
        file.write(text if is_whole() else b"\n" + text)
        file.flush()
        os.fsync(file.fileno())
    return line


def is_whole() -> bool:
    with place().open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read() == b"\n"
