"""An exception without its message, which may quote a row, a file or what was typed: its class, code and places."""

import errno
import re
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from django.core.exceptions import ImproperlyConfigured

HOUSE = f"{Path(__file__).resolve().parents[2]}/"
INSTALLED = re.compile(r".*/(?:site-packages|python3\.\d+)/")
CODE = re.compile(r"[\w.-]{1,80}")
MOST_CAUSES = 5
MOST_PLACES = 40  # at each end


def told(error: BaseException) -> list[dict]:
    """The exception and what it came from, the last raised first."""
    return [one(cause) for cause, _number in zip(chain(error), range(MOST_CAUSES), strict=False)]


def one(error: BaseException) -> dict:
    said = {"class": class_of(error), "code": code(error), "places": places(error.__traceback__)}
    if isinstance(error, ImproperlyConfigured):
        # Of the settings, before anybody asks anything: the sentence is all that helps.
        said["sentence"] = str(error)
    return {name: value for name, value in said.items() if value}


def chain(error: BaseException | None) -> Iterator[BaseException]:
    while error:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def class_of(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def code(error: BaseException) -> str:
    """Of the system, PostgreSQL (with the constraint's name), SQLite or a mail server: "23505 document_once"."""
    known = [
        errno.errorcode.get(error.errno or 0) if isinstance(error, OSError) else None,
        getattr(error, "pgcode", None),
        getattr(getattr(error, "diag", None), "constraint_name", None),
        getattr(error, "sqlite_errorname", None),
        getattr(error, "smtp_code", None),
    ]
    return " ".join(found for found in map(str, filter(None, known)) if CODE.fullmatch(found))


def places(trace: TracebackType | None) -> list[str]:
    """`agreements/views.py:33 get`, the call that failed last; the middle of a very long way is left out."""
    frames = traceback.walk_tb(trace)
    found = [f"{short(frame.f_code.co_filename)}:{line} {frame.f_code.co_name}" for frame, line in frames]
    return found if len(found) <= 2 * MOST_PLACES else [*found[:MOST_PLACES], "...", *found[-MOST_PLACES:]]


def short(path: str) -> str:
    """Where a file stands in the site or in a package, wherever these are installed."""
    return INSTALLED.sub("", path).removeprefix(HOUSE)
