"""What is done once a day, for compose.yaml; on one machine systemd's timers do it (`systemd/`).

What was missed today is done at the start: each command may be run twice, it does what is left to do. One that fails
is tried again, as by systemd.
"""

import datetime
import signal
import subprocess
import sys
import threading
from pathlib import Path
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
DAILY = {
    "backup": datetime.time(2, 30),
    "retention": datetime.time(3, 30),
    "send_reminders": datetime.time(6, 30),
}
AGAIN = datetime.timedelta(minutes=10)
MANAGE = Path(__file__).resolve().parent.parent / "manage.py"


def run(command: str) -> int:
    """Run it to its end; give its exit status. What it has to say stands in its own lines."""
    return subprocess.run([sys.executable, MANAGE, command], check=False, start_new_session=True).returncode


def following(failed: int, moment: datetime.datetime, at: datetime.time) -> datetime.datetime:
    """When a command is due after a run that ended at `moment`."""
    if failed:
        return moment + AGAIN
    return datetime.datetime.combine(moment.date() + datetime.timedelta(days=1), at, PARIS)


def main() -> None:
    stopping = threading.Event()
    # A backup that has begun is ended; nothing is begun.
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    today = datetime.datetime.now(PARIS).date()
    due = {command: datetime.datetime.combine(today, at, PARIS) for command, at in DAILY.items()}
    while not stopping.wait(20):
        for command, at in DAILY.items():
            if not stopping.is_set() and due[command] <= datetime.datetime.now(PARIS):
                due[command] = following(run(command), datetime.datetime.now(PARIS), at)


if __name__ == "__main__":
    main()
