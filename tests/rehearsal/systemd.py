"""As much of systemd as deploy/upgrade asks for, where it does not run: python systemd.py FOLDER systemctl restart …

Units are read, not imitated: what is started, told to reload and waited for is what deploy/systemd says. Accounts and
settings are as there; what it cannot do is to confine.
"""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 45  # seconds, more than TimeoutStopSec


def account() -> dict:
    """One that is not root, and may reach the tests' PostgreSQL."""
    return {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}


def settings(root: Path) -> dict[str, str]:
    lines = (root / "etc/register.env").read_text().splitlines()
    named = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    return {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **named}


def told(root: Path, half: str, name: str) -> list[str]:
    """A line of the unit, of a half of the site."""
    unit = (root / "srv/register/current/deploy/systemd/register-site@.service").read_text()
    (line,) = re.findall(rf"^{name}=(.*)$", unit, re.MULTILINE)
    return shlex.split(line.replace("%i", half).replace("$MAINPID", str(pid(root, half))))


def pid(root: Path, half: str) -> int:
    file = root / f"{half}.pid"
    return int(file.read_text()) if file.exists() else 0


def start(root: Path, half: str) -> None:
    """Return once it has said that it is ready (Type=notify)."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified, (root / f"log/site{half}").open("a") as log:
        place = root / f"run/notify-{time.monotonic_ns()}"
        notified.bind(str(place))
        place.chmod(0o777)
        site = subprocess.Popen(
            told(root, half, "ExecStart"),
            env={**settings(root), "NOTIFY_SOCKET": str(place)},
            cwd=root / "srv/register/current",
            stdout=log,
            stderr=log,
            start_new_session=True,
            **account(),
        )
        (root / f"{half}.pid").write_text(str(site.pid))
        notified.settimeout(PATIENCE)
        while b"READY=1" not in notified.recv(4096):
            pass


def stop(root: Path, half: str) -> None:
    """As a stop of systemd: what has begun may end."""
    if not is_running(pid(root, half)):
        return
    os.kill(pid(root, half), signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while is_running(pid(root, half)):
        if time.monotonic() > deadline:
            sys.exit(f"Half {half} did not stop.")
        time.sleep(0.02)


def is_running(number: int) -> bool:
    """One that has ended and that nobody has asked for its status does not run."""
    try:
        return bool(number) and Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def reload(root: Path, half: str) -> None:
    subprocess.run(told(root, half, "ExecReload"), check=True)


def main(root: Path, tool: str, *arguments: str) -> int:
    if tool == "systemctl":
        verb, unit = arguments
        assert verb == "restart"
        half = unit.removeprefix("register-site@")
        stop(root, half)
        start(root, half)
        return 0
    end = arguments.index("--")
    given = [option.removeprefix("--setenv=") for option in arguments[:end] if option.startswith("--setenv=")]
    own = dict(said.split("=", 1) for said in given)
    return subprocess.run(arguments[end + 1 :], env={**settings(root), **own}, cwd="/", **account()).returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
