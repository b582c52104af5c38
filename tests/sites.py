"""The site as it is really served: gunicorn, as deploy/ configures it, on a database that others may stop."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.admin_forms import SentFields

TOKEN = "t" * 32
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "tests.settings",
    "DJANGO_DEBUG": "0",
    "PYTHONUNBUFFERED": "1",
    "PYTHONWARNINGS": "default",
}


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    text: str

    def __repr__(self):
        return f"{self.status} {self.text[:300]!r}"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def address_of_this_database() -> str:
    """DATABASE_URL of the database that the test uses, for other processes."""
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{named['NAME']}"
    return f"postgres://{named['USER']}@/{named['HOST'].removeprefix('/')}/{named['NAME']}".replace("@/", "@//", 1)


def environment(**said: str) -> dict[str, str]:
    """Of a process of the site: on this test's database and files, unless told otherwise."""
    here = {"DATABASE_URL": address_of_this_database(), "MEDIA_ROOT": settings.MEDIA_ROOT}
    return {**os.environ, **SETTINGS, **here, **said}


def command(*arguments: str, **said: str) -> subprocess.Popen[str]:
    """Start a management command."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        env=environment(**said),
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


class Site:
    """`with Site() as site`: served until then by `workers` processes, all of whose output is kept in a file."""

    def __init__(self, workers: int = 1, **said: str):
        self.port, self.workers, self.environment = free_port(), workers, said
        self.cookies: dict[str, str] = {"csrftoken": TOKEN}
        self.output = Path(settings.MEDIA_ROOT).parent / f"site-{self.port}.log"

    def __enter__(self):
        arguments = ["--config", "deploy/gunicorn.conf.py", "--bind", f"127.0.0.1:{self.port}"]
        with self.output.open("a") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", *arguments, "--workers", str(self.workers)],
                env=environment(**self.environment),
                cwd=settings.BASE_DIR,
                stdout=output,
                stderr=output,
            )
        eventually(lambda: self.ask("GET", "/health/live").status == 200)
        return self

    def __exit__(self, *_error):
        self.process.terminate()
        try:
            self.process.wait(60)
        finally:
            self.process.kill()

    def ask(self, method: str, path: str, body=None, **headers: str) -> Answer:
        """`site.ask("POST", "/admin/…", {"name": "…"})`: a form, with files, from who has the session's cookie."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if isinstance(body, dict):
            sent |= {"Content-Type": MULTIPART_CONTENT, "X-CSRFToken": TOKEN}
            body = encode_multipart(BOUNDARY, body)
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        caller = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            caller.request(method, path, body, sent)
            answer = caller.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode())
        finally:
            caller.close()

    def post(self, path: str, form: str, typed: dict, **headers: str) -> Answer:
        """Fill the form of that id on a page, and send it."""
        page = SentFields(form)
        page.feed(self.ask("GET", path).text)
        assert page.fields, path
        return self.ask("POST", path, {**page.fields, **typed}, **headers)

    def send(self, raw: bytes) -> bytes:
        """Exactly these bytes; what comes back until the server closes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as caller:
            caller.sendall(raw)
            return b"".join(iter(lambda: caller.recv(65536), b""))

    def enter(self, user) -> None:
        """Be somebody, from now on."""
        client = Client()
        client.force_login(user)
        self.cookies["sessionid"] = client.cookies["sessionid"].value

    def log_in(self, name: str, password: str, **headers: str) -> Answer:
        page = "/admin/login/"
        while (asked := self.ask("GET", page)).status == 302:
            page = asked.headers["Location"]
        return self.ask("POST", page, {"username": name, "login": name, "password": password}, **headers)

    def said(self) -> str:
        """All that it has written; of a last answer the line may come a little after it, until the site has ended."""
        return self.output.read_text()

    def lines(self) -> list[dict]:
        """Each is one object."""
        return [json.loads(line) for line in self.said().splitlines()]

    def processes(self) -> list[int]:
        """The workers."""
        return children(self.process.pid)

    def kill_workers(self) -> None:
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)


def children(process: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def eventually(true, seconds: float = 60) -> None:
    """Wait until it is so; connections that are refused meanwhile are no answer."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if true():
                return
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.05)
    raise AssertionError("Not so in time.")
