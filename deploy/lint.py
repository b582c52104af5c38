"""Judge the units of systemd and the example of an installation's settings, as far as no server is needed."""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

DEPLOY = Path(__file__).resolve().parent
# Of ten; what a unit may reach, as `systemd-analyze security` counts it.
MOST_EXPOSED = 1.5


def settings() -> dict[str, str]:
    """The example's, as systemd and compose read it."""
    lines = (DEPLOY / "register.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def units() -> bool:
    """Whether systemd understands each of them. Their programs are looked for in this folder."""
    with tempfile.TemporaryDirectory() as folder:
        for unit in DEPLOY.glob("systemd/**/*.*"):
            if unit.is_file():
                copy = Path(folder, unit.relative_to(DEPLOY / "systemd"))
                copy.parent.mkdir(exist_ok=True)
                copy.write_text(unit.read_text().replace("/srv/register/current", str(DEPLOY.parent)))
        files = sorted(str(path) for path in Path(folder).iterdir() if path.is_file())
        verified = subprocess.run(["systemd-analyze", "verify", "--man=no", *files], capture_output=True, text=True)
        print(verified.stdout + verified.stderr, end="")
        confined = [confinement(f"{folder}/register-{name}.service") for name in ("site@1", "run@backup")]
        return verified.returncode == 0 and not verified.stderr and all(confined)


def confinement(unit: str) -> bool:
    options = ["--offline=true", f"--threshold={MOST_EXPOSED * 10:.0f}", "--no-pager"]
    judged = subprocess.run(["systemd-analyze", "security", *options, unit], capture_output=True, text=True)
    print(judged.stdout.strip().splitlines()[-1] if judged.returncode == 0 else judged.stdout + judged.stderr)
    return judged.returncode == 0


def site() -> bool:
    """Whether Django has anything to say of an installation with the example's settings and a key of its own."""
    given = settings() | {"DJANGO_SECRET_KEY": secrets.token_urlsafe(50)}
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.call(command, env={"PATH": os.environ["PATH"], **given}, cwd=DEPLOY.parent) == 0


if __name__ == "__main__":
    sys.exit(not all([units(), site()]))
