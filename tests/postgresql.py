"""Run a command against a PostgreSQL of its own: python tests/postgresql.py COMMAND…

The cluster is made from Debian's binaries in a temporary folder, listens on a socket there and
nowhere else, and is gone afterwards, whatever happens. The exit status is the command's.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# A crash may lose everything, so nothing waits for the disk.
CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
"""


def binaries() -> Path:
    """Return the folder of the newest PostgreSQL that Debian installed."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(found, key=lambda path: float(path.parts[4]), default=None)
    if newest is None:
        sys.exit("PostgreSQL is missing: apt-get install postgresql")
    return newest.parent


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Make and start a cluster; give its DATABASE_URL; stop and remove it."""
    tools, folder = binaries(), tempfile.mkdtemp(prefix="postgresql-", dir="/tmp")
    data = f"{folder}/data"
    # PostgreSQL refuses root: the account that Debian made for it takes over.
    account: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}

    def run(tool: str, *arguments: str) -> int:
        return subprocess.call([tools / tool, *arguments], cwd=folder, stdout=subprocess.DEVNULL, **account)

    try:
        if account:
            shutil.chown(folder, "postgres", "postgres")
        failed = run("initdb", "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        if not failed:
            with open(f"{data}/postgresql.conf", "a") as file:
                file.write(CONFIGURATION.format(folder=folder))
            failed = run("pg_ctl", "-D", data, "-l", f"{folder}/log", "--wait", "start")
        if failed:
            log = Path(folder, "log")
            sys.exit(f"PostgreSQL did not start. {log.read_text() if log.exists() else ''}")
        # A path in place of the host is the socket's folder.
        yield f"postgres://tests@/{folder}/postgres"
    finally:
        if Path(data, "postmaster.pid").exists():
            run("pg_ctl", "-D", data, "--mode=immediate", "--wait", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def main(command: list[str]) -> int:
    """Run `command` with DATABASE_URL set; the cluster stops after it, also on Ctrl-C or TERM."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    with cluster() as url, subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url}) as process:
        # A terminal's Ctrl-C reaches the command by itself: let it end in its own way.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            return process.wait()
        except SystemExit:
            process.terminate()
            process.wait()
            raise


if __name__ == "__main__":
    if not sys.argv[1:]:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
