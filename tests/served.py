"""The very application that a server runs, asked in this process."""

import contextlib
from wsgiref.util import setup_testing_defaults

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from inserm_intl.wsgi import application

SIGNALS = (request_started, request_finished)


def served(environ, start_response):
    """A WSGI application. Answers are closed once they are sent, as every server does.

    The connection stays open, with what the test has made in it, as in Django's own client.
    """
    for signal in SIGNALS:
        signal.disconnect(close_old_connections)
    try:
        with contextlib.closing(application(environ, start_response)) as answer:
            return list(answer)
    finally:
        for signal in SIGNALS:
            signal.connect(close_old_connections)


def answered(path: str, **environ) -> tuple[int, list[tuple[str, str]], bytes]:
    """The status, the headers and the body of an answer."""
    address, _, query = path.partition("?")
    environ = {"PATH_INFO": address, "QUERY_STRING": query, "HTTP_HOST": "localhost", **environ}
    setup_testing_defaults(environ)
    said = []
    body = b"".join(served(environ, lambda status, headers: said.append((int(status[:3]), headers))))
    return *said[0], body


def ask(path: str, **environ) -> tuple[int, bytes]:
    status, _headers, body = answered(path, **environ)
    return status, body
