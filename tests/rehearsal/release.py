"""A version in a folder of its own, made by the steps of deploy/Containerfile, and a next one made from it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from .systemd import account

# What an operator has beside the program: the image holds none of it.
OPERATORS = ("nginx", "systemd", "run", "upgrade")
# As large as a file of many rows: more than the system keeps between two programs.
LARGE, SIZE = "large.bin", 12_000_000
MIGRATION = '''"""Made for a rehearsal: a column more in a table that the version before it reads and writes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", {last!r})]
    operations = [migrations.AddField("agreement", "rehearsed", models.BooleanField(db_default=False))]
'''


def make(root: Path, python: str) -> Path:
    """Its program is what .dockerignore lets into an image; its packages are those of the lock, by their hashes."""
    folder = root / "srv/register/1"
    allowed = [line[1:] for line in (settings.BASE_DIR / ".dockerignore").read_text().splitlines() if line[:1] == "!"]
    for name in [*allowed, *(f"deploy/{name}" for name in OPERATORS)]:
        bring(settings.BASE_DIR / name, folder / name, root)
    uv = settings.BASE_DIR / ".venv/bin/uv"
    for step in (["venv", "--python", python, ".venv"], ["pip", "sync", "--require-hashes", "requirements.txt"]):
        subprocess.run([uv, "--quiet", *step], cwd=folder, check=True)
    collected = {
        "PATH": os.environ["PATH"],
        "DJANGO_SECRET_KEY": "only-to-collect",
        "DJANGO_ALLOWED_HOSTS": "localhost",
    }
    collect = [str(folder / ".venv/bin/python"), "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, cwd=folder, env=collected, check=True)
    (folder / "staticfiles" / LARGE).write_bytes(os.urandom(SIZE))
    return folder


def bring(source: Path, target: Path, root: Path) -> None:
    """The operator's files name folders of a machine: here they are those of `root`."""
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        target.parent.mkdir(exist_ok=True, parents=True)
        shutil.copy(source, target)
    if source.parent.name == "deploy":
        for file in filter(Path.is_file, [target, *target.rglob("*")]):
            file.write_text(placed(file.read_text(), root))


def placed(text: str, root: Path) -> str:
    for folder in ("/srv/register", "/run/register", "/etc/ssl/register", "/var/log/nginx", "/var/www/html"):
        text = text.replace(folder, f"{root}{folder}")
    return text


def next_one(folder: Path) -> Path:
    """The same with a migration and a static file more; no package has changed."""
    new = folder.with_name("2")
    shutil.copytree(folder, new, ignore=shutil.ignore_patterns(".venv"), copy_function=os.link)
    (new / ".venv").symlink_to(folder / ".venv")
    last = max(path.stem for path in (new / "agreements/migrations").glob("0*.py"))
    (new / "agreements/migrations/9999_rehearsed.py").write_text(MIGRATION.format(last=last))
    (new / "staticfiles/inserm_intl/new.0123456789ab.css").write_text("main { color: inherit; }\n")
    return new


def seal(folder: Path) -> None:
    """Nobody but root may write there, and root is not who serves."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)


def python() -> str:
    """One that the site's account may run."""
    for found in (getattr(sys, "_base_executable", sys.executable), "/usr/bin/python3"):
        try:
            if subprocess.run([found, "-c", ""], **account()).returncode == 0:
                return found
        except OSError:
            continue
    raise FileNotFoundError("No Python that another account may run")
