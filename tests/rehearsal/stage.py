"""The processes: Redis, the site twice, nginx in front; and who asks them from outside."""

import http.client
import os
import re
import secrets
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection

from . import release, systemd

HOST = "intl.example.org"
NGINX = """
{user}
pid {root}/run/nginx.pid;
error_log {root}/log/nginx-itself;
events {{ worker_connections 768; }}
http {{
    include /etc/nginx/mime.types;
    gzip on;
    client_body_temp_path {root}/tmp/body;
    proxy_temp_path {root}/tmp/proxy;
    fastcgi_temp_path {root}/tmp/a; uwsgi_temp_path {root}/tmp/b; scgi_temp_path {root}/tmp/c;
    include {root}/etc/register.conf;
}}
"""


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Stage:
    def __init__(self, root: Path):
        self.root, self.plain, self.port, self.redis = root, free_port(), free_port(), free_port()

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


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def set_up() -> Iterator[Stage]:
    """All of it, on the tests' database; gone afterwards, whatever happens."""
    root = Path(tempfile.mkdtemp(prefix="rehearsal-", dir="/tmp"))
    root.chmod(0o755)
    with ExitStack() as down:
        down.callback(remove, root)
        stage = Stage(root)
        folders(root)
        (root / "etc/register.env").write_text(site_settings(stage))
        first = release.make(root, release.python())
        for version in (first, release.next_one(first)):
            release.seal(version)
        (root / "srv/register/current").symlink_to("1")
        down.enter_context(redis(stage))
        for half in "12":
            down.callback(systemd.stop, root, half)
        halves = [subprocess.Popen([root / "bin/systemctl", "restart", f"register-site@{half}"]) for half in "12"]
        assert [half.wait(60) for half in halves] == [0, 0], stage.logs()
        down.enter_context(nginx(stage))
        yield stage


def remove(root: Path) -> None:
    """Also where only root could write."""
    for folder, *_ in os.walk(root):
        os.chmod(folder, 0o755)
    shutil.rmtree(root)


def folders(root: Path) -> None:
    for name in ("etc/ssl/register", "run", "log", "var/log/nginx", "var/www/html", "tmp", "bin"):
        (root / name).mkdir(parents=True)
    for name in ("srv/register/media", "srv/register/backups", "run/register"):
        (root / name).mkdir(parents=True)
        if owner := systemd.account().get("user"):
            shutil.chown(root / name, owner)
    for tool in ("systemctl", "systemd-run"):
        script = root / "bin" / tool
        script.write_text(f'#!/bin/sh\nexec {sys.executable} {systemd.__file__} {root} {tool} "$@"\n')
        script.chmod(0o755)


def site_settings(stage: Stage) -> str:
    """The operator's example, filled in."""
    named = connection.settings_dict
    given = {
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"postgres://{named['USER']}@/{named['HOST']}/{named['NAME']}",
        "CACHE_URL": f"redis://127.0.0.1:{stage.redis}/0",
        "EMAIL_URL": "consolemail://",
    }
    text = (settings.BASE_DIR / "deploy/register.env").read_text()
    for name, value in given.items():
        text = re.sub(rf"^{name}=.*$", f"{name}={value}", text, flags=re.MULTILINE)
    return release.placed(text, stage.root)


@contextmanager
def redis(stage: Stage) -> Iterator[None]:
    """As compose.yaml starts it."""
    options = ["--save", "", "--appendonly", "no", "--maxmemory", "96mb", "--maxmemory-policy", "allkeys-lru"]
    here = ["--bind", "127.0.0.1", "--port", str(stage.redis), "--dir", str(stage.root / "tmp")]
    with subprocess.Popen(["redis-server", *options, *here], stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(stage.redis)
            yield
        finally:
            server.terminate()


@contextmanager
def nginx(stage: Stage) -> Iterator[None]:
    """The shipped configuration: its name, addresses and paths are those of this folder."""
    root, tls = stage.root, stage.root / "etc/ssl/register"
    certificate = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    files = ["-keyout", str(tls / "privkey.pem"), "-out", str(tls / "fullchain.pem")]
    named = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    subprocess.run(["openssl", *certificate, *files, *named], check=True, capture_output=True)
    text = (root / "srv/register/1/deploy/nginx/register.conf.template").read_text().replace("${REGISTER_HOST}", HOST)
    text = re.sub(r"listen \[::\].*\n", "\n", text)
    text = text.replace("listen 80", f"listen 127.0.0.1:{stage.plain}").replace(
        "listen 443", f"listen 127.0.0.1:{stage.port}"
    )
    (root / "etc/register.conf").write_text(text)
    user = "user www-data;" if os.geteuid() == 0 else ""
    (root / "etc/nginx.conf").write_text(NGINX.format(user=user, root=root))
    command = ["/usr/sbin/nginx", "-c", str(root / "etc/nginx.conf"), "-e", str(root / "log/nginx-itself")]
    subprocess.run([*command, "-t", "-q"], check=True)
    with subprocess.Popen([*command, "-g", "daemon off;"]) as server:
        try:
            wait_for(stage.port)
            yield
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise TimeoutError(f"Nobody answers at {port}.")
