"""A database server that has stopped without closing its connections answers nothing: who waits for it is let go.

PostgreSQL's own limits (statement_timeout) are kept by the server, which is just what does not run any more.
A thread that has stood in one and the same call of the database for so long has its connection shut: the call
fails, and the visitor is told to come back. Streams of COPY, which go on for as long as they are read, are none.
"""

import os
import socket
import sys
import threading
import time
from types import FrameType
from typing import Any

from django.db import connection, connections
from psycopg2 import InterfaceError

GIVEN_UP_AFTER = 30.0  # seconds
CALLS = "/django/db/"
# The connection of each thread that is answering a request.
answering: dict[int, Any] = {}
beginning = threading.Lock()
watching: list[threading.Thread] = []


class HungDatabaseMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if connection.vendor == "sqlite":
            return self.get_response(request)
        with beginning:
            if not watching:
                watching.append(threading.Thread(target=watch, daemon=True))
                watching[0].start()
        thread = threading.get_ident()
        answering[thread] = connections["default"]
        try:
            return self.get_response(request)
        finally:
            del answering[thread]


def watch() -> None:
    stood: Stood = {}
    while True:
        time.sleep(1)
        stood = look(stood, time.monotonic())


# Where a thread stands and since when. The frame itself is held: a later one could have the same number.
Place = tuple[FrameType, int]
Stood = dict[int, tuple[Place, float]]


def look(stood: Stood, now: float) -> Stood:
    """Where each thread that answers stands; those that have stood there for too long are let go."""
    frames = {thread: frame for thread, frame in sys._current_frames().items() if thread in answering}
    places = {thread: (frame, frame.f_lasti) for thread, frame in frames.items() if CALLS in frame.f_code.co_filename}
    found = {thread: since(place, stood.get(thread), now) for thread, place in places.items()}
    for thread, (_place, moment) in found.items():
        if now - moment > GIVEN_UP_AFTER:
            let_go(answering.get(thread))
    return found


def since(place: Place, before: tuple[Place, float] | None, now: float) -> tuple[Place, float]:
    if before and before[0][0] is place[0] and before[0][1] == place[1]:
        return before
    return place, now


def let_go(database) -> None:
    try:
        with socket.socket(fileno=os.dup(database.connection.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)
    except (AttributeError, OSError, InterfaceError):
        pass  # it has just ended by itself
