"""The site served as in production, by one process whose memory is watched."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.sites import children, free_port

BLOCK = 1024 * 1024
SITE = {
    "PYTHONWARNINGS": "ignore",
    "DJANGO_DEBUG": "0",
    "DJANGO_SECRET_KEY": "x" * 50,
    "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
}


class Site(NamedTuple):
    port: int
    worker: int

    def get(self, address: str, **headers: str) -> int:
        """Read an answer of `/api/v1/` to its end; return its size, which must be the one it was announced with."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        connection.request("GET", f"/api/v1/{address}", headers=named)
        response, size = connection.getresponse(), 0
        while block := response.read(BLOCK):
            size += len(block)
        if response.status != 200 or size != int(response.headers["Content-Length"]):
            sys.exit(f"{address}: {response.status}, {size} bytes")
        return size

    def start_watching_memory(self) -> int:
        """The kB that the process holds now; its peak is counted from here."""
        Path(f"/proc/{self.worker}/clear_refs").write_text("5")
        return self.kilobytes("VmRSS")

    def peak_memory(self) -> int:
        return self.kilobytes("VmHWM")

    def kilobytes(self, name: str) -> int:
        lines = Path(f"/proc/{self.worker}/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


@contextmanager
def serving(**settings: str) -> Iterator[Site]:
    """One worker, as `make run` has them, with settings of its own; stopped afterwards."""
    port = free_port()
    command = f"-m gunicorn --config deploy/gunicorn.conf.py --bind 127.0.0.1:{port} --workers 1 --log-level warning"
    arguments = [sys.executable, *command.split()]
    with subprocess.Popen(arguments, env={**os.environ, **SITE, **settings}) as server:
        try:
            yield Site(port, worker_of(server, port))
        finally:
            server.terminate()


def worker_of(server: subprocess.Popen, port: int) -> int:
    """The one process that answers, once it does."""
    for _attempt in range(300):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return children(server.pid)[0]
        except (OSError, IndexError):
            time.sleep(0.1)
    sys.exit("The server did not start.")
