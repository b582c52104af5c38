"""An installation that stands, and who asks it from outside."""

import http.client
import os
import socket
import ssl
import subprocess
from pathlib import Path
from typing import NamedTuple

from tests.sites import free_port

HOST = "intl.example.org"


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Stage:
    def __init__(self, root: Path):
        self.root, self.plain, self.port = root, free_port(), free_port()

    def ask(self, path: str, method: str = "GET", body=None, *, of: str = "127.0.0.1", host: str = HOST, **headers):
        """A request over TLS, from that address of this machine."""
        caller = http.client.HTTPSConnection(HOST, timeout=30)
        caller.sock = self.connected(of)
        try:
            caller.putrequest(method, path, skip_host=True)
            named = {"Host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
            if body is not None:
                named.setdefault("Content-Length", str(len(body)))
            for name, value in named.items():
                caller.putheader(name, value)
            caller.endheaders(body)
            answer = caller.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            caller.close()

    def connected(self, of: str = "127.0.0.1", name: str = HOST, buffer: int = 0) -> ssl.SSLSocket:
        trust = ssl.create_default_context(cafile=str(self.root / "etc/ssl/register/fullchain.pem"))
        raw = socket.socket()
        if buffer:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        raw.settimeout(30)
        raw.bind((of, 0))
        raw.connect(("127.0.0.1", self.port))
        return trust.wrap_socket(raw, server_hostname=name)

    def upgrade(self, version: str) -> subprocess.CompletedProcess[str]:
        """What `make upgrade` runs in that version's folder, once it is installed."""
        path = {**os.environ, "PATH": f"{self.root}/bin:{os.environ['PATH']}"}
        script = self.root / "srv/register" / version / "deploy/upgrade"
        return subprocess.run([script], env=path, capture_output=True, text=True, timeout=120)

    def logs(self) -> str:
        return "".join(path.read_text() for path in self.root.glob("**/log/**/*") if path.is_file())
