"""What a line says has happened: a text that stands in the program, never one put together from values."""

import logging
import re
import sys
from collections.abc import Mapping
from itertools import islice

from .faults import short

HIDDEN = "..."
DIRECTIVE = re.compile(r"%(?:\(\w+\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?[a-zA-Z%]")
WORD = re.compile(r"[^\W\d_]{3}")
WARNED = re.compile(r"(?P<file>.+?):(?P<line>\d+): (?P<kind>\w+): ")
MOST_CALLS = 60


def event(record: logging.LogRecord) -> str:
    """The text with its numbers filled in; where it is none of the program's, the exception's class or the place."""
    if record.name == "py.warnings" and (found := WARNED.match(str(record.msg))):
        return f"{found['kind']} at {short(found['file'])}:{found['line']}"
    text = record.msg
    if isinstance(text, str) and WORD.search(DIRECTIVE.sub("", text)) and stands_in_the_program(text):
        return filled(text, record.args)
    if record.exc_info and record.exc_info[0]:
        return record.exc_info[0].__name__
    return f"{record.module}.{record.funcName}"


def stands_in_the_program(text: str) -> bool:
    """Whether one of the functions that are being called has this very text among its constants."""
    return any(text in frame.f_code.co_consts for frame in islice(calls(), MOST_CALLS))


def calls():
    frame = sys._getframe(1)
    while frame := frame.f_back:
        yield frame


def filled(text: str, values) -> str:
    """Numbers may be shown (of a process, a count, a key); what else a line was given is not."""
    if not values:
        return text
    hidden = {key: shown(value) for key, value in values.items()} if isinstance(values, Mapping) else None
    try:
        return text % (tuple(map(shown, values)) if hidden is None else hidden)
    except (TypeError, ValueError, KeyError):
        return text


def shown(value):
    return value if isinstance(value, int | float) else HIDDEN
