"""Visitors who go on asking, and what became of each request."""

import itertools
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from .stage import Stage

# What is asked, and the status that it has as long as nothing is lost: what is posted is refused, by the site itself.
ASKED = [
    ("GET", "/fr/agreements/", 200),
    ("GET", "/health/live", 200),
    ("POST", "/fr/agreements/", 405),
    ("GET", "/api/v1/partners/", 200),
    ("GET", "/static/inserm_intl/site.css", 200),
]
PAUSE = 0.1  # seconds
MOST = 3_000


class Load:
    def __init__(self, stage: Stage):
        self.stage, self.done, self.lost = stage, Counter(), []
        self.over, self.count = threading.Event(), itertools.count()

    def visit(self, of: str) -> None:
        for method, path, expected in itertools.cycle(ASKED):
            if self.over.wait(PAUSE) or next(self.count) > MOST:
                return
            begun = time.monotonic()
            try:
                answer = self.stage.ask(path, method, b"x" * 2_000 if method == "POST" else None, of=of)
                found = answer.status
            except OSError as error:
                found = repr(error)
            self.done[path] += 1
            if found != expected:
                self.lost.append((method, path, found, round(time.monotonic() - begun, 2)))


@contextmanager
def under_load(stage: Stage, visitors: int = 3) -> Iterator[Load]:
    """Until the block ends; each visitor has an address of its own."""
    load = Load(stage)
    threads = [threading.Thread(target=load.visit, args=(f"127.0.1.{number}",)) for number in range(1, visitors + 1)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        load.over.set()
        for thread in threads:
            thread.join(60)


@contextmanager
def watched(stage: Stage, path: str) -> Iterator[list[int]]:
    """The statuses of one address, asked again and again until the block ends."""
    over, statuses = threading.Event(), []

    def watch():
        while not over.wait(PAUSE):
            statuses.append(stage.ask(path, of="127.0.1.99").status)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield statuses
    finally:
        over.set()
        thread.join(60)
