"""Servers that a test may stop, hold and start again: nobody else uses them."""

import contextlib
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.postgresql import binaries, cluster
from tests.sites import children, command, eventually, free_port


class PostgreSQL:
    """A cluster of its own, with the tables of the site and no records but pages."""

    def __init__(self, url: str):
        self.url = url
        self.folder = Path("/", *Path(url.split("@", 1)[1]).parts[1:-1])

    def control(self, *arguments: str) -> None:
        owner = self.folder.joinpath("data").stat().st_uid
        subprocess.run(
            [binaries() / "pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "--wait", *arguments],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            user=owner,
        )

    def stop(self) -> None:
        self.control("stop", "--mode=immediate")

    def start(self) -> None:
        self.control("start")

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """None of its processes runs meanwhile; their connections stay open."""
        first = int(self.folder.joinpath("data/postmaster.pid").read_text().split()[0])
        processes = [first, *children(first)]
        send(signal.SIGSTOP, processes)
        try:
            yield
        finally:
            send(signal.SIGCONT, processes)

    def sleeping(self) -> int:
        """How many of its connections wait in `pg_sleep`."""
        return int(self.run("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"))

    def terminate_sleeping(self) -> None:
        self.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")

    def run(self, statement: str) -> str:
        """What `psql` prints of it."""
        arguments = ["-h", str(self.folder), "-U", "tests", "-d", "postgres", "-At", "-c", statement]
        done = subprocess.run([binaries() / "psql", *arguments], check=True, capture_output=True, text=True)
        return done.stdout.strip()


def send(number: signal.Signals, processes: list[int]) -> None:
    for pid in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)


@contextlib.contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    with cluster() as url:
        for arguments in (["migrate"], ["loaddata", "roles", "countries", "instruments", "institutions", "pages"]):
            run = command(*arguments, "--verbosity", "0", DATABASE_URL=url)
            said = run.communicate()[0]
            assert run.returncode == 0, said
        yield PostgreSQL(url)


class Redis:
    def __init__(self, folder: str, options: tuple[str, ...]):
        self.folder, self.options, self.port = folder, options, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        said = ["--bind", "127.0.0.1", "--port", str(self.port), "--dir", self.folder, "--save", "", *self.options]
        self.process = subprocess.Popen(["redis-server", *said], stdout=subprocess.DEVNULL)
        eventually(lambda: self.answers())

    def answers(self) -> bool:
        ping = subprocess.run(["redis-cli", "-p", str(self.port), "ping"], capture_output=True, text=True)
        return ping.stdout == "PONG\n"

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)


@contextlib.contextmanager
def redis(*options: str) -> Iterator[Redis]:
    with tempfile.TemporaryDirectory() as folder:
        server = Redis(folder, options)
        server.start()
        try:
            yield server
        finally:
            server.stop()
