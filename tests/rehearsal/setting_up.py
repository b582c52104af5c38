"""The processes: Redis, the site twice, nginx in front; in a folder that is gone afterwards."""

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.servers import redis
from tests.sites import eventually

from . import release, systemd
from .stage import HOST, Stage

# How compose.yaml starts Redis.
AS_IN_COMPOSE = ("--appendonly", "no", "--maxmemory", "96mb", "--maxmemory-policy", "allkeys-lru")
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


@contextmanager
def set_up() -> Iterator[Stage]:
    """All of it, on the tests' database; gone afterwards, whatever happens."""
    root = Path(tempfile.mkdtemp(prefix="rehearsal-", dir="/tmp"))
    root.chmod(0o755)
    with ExitStack() as down:
        down.callback(remove, root)
        stage = Stage(root)
        folders(root)
        cache = down.enter_context(redis(*AS_IN_COMPOSE))
        (root / "etc/register.env").write_text(site_settings(stage, cache.url))
        first = release.make(root, release.python())
        for version in (first, release.next_one(first)):
            release.seal(version)
        (root / "srv/register/current").symlink_to("1")
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


def site_settings(stage: Stage, cache: str) -> str:
    """The operator's example, filled in."""
    named = connection.settings_dict
    given = {
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"postgres://{named['USER']}@/{named['HOST']}/{named['NAME']}",
        "CACHE_URL": cache,
        "EMAIL_URL": "consolemail://",
    }
    text = (settings.BASE_DIR / "deploy/register.env").read_text()
    for name, value in given.items():
        text = re.sub(rf"^{name}=.*$", f"{name}={value}", text, flags=re.MULTILINE)
    return release.placed(text, stage.root)


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
            eventually(lambda: answers(stage.port))
            yield
        finally:
            server.terminate()


def answers(port: int) -> bool:
    socket.create_connection(("127.0.0.1", port)).close()
    return True
