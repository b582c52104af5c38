"""The lines: one JSON object each."""

import datetime
import logging

from pythonjsonlogger.json import JsonFormatter

from . import requests
from .events import event
from .faults import short, told


class Line(JsonFormatter):
    """Fields are listed here, and no other is written: an `extra` that a library adds stays out.

    `about`, an `extra` that only this package gives, holds what a line says of a request.
    """

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.datetime.fromtimestamp(record.created, datetime.UTC)
        fields = {
            "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": event(record),
            "process": record.process,
            **(getattr(record, "about", None) or requests.about_current()),
        }
        if record.levelno >= logging.WARNING:
            fields["place"] = f"{short(record.pathname)}:{record.lineno}"
        if record.exc_info and record.exc_info[1]:
            fields["errors"] = told(record.exc_info[1])
        return self.serialize_log_record(fields)
