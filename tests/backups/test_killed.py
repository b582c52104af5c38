"""Killed in the middle: nothing passes for a backup, the old register works, and the next run does its work."""

import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests import factories as make
from tests.sites import environment

from .conftest import backup, run, state

pytestmark = pytest.mark.django_db(transaction=True)
# A command of the project that kills itself, as the machine would, when it calls a function for the nth time.
KILLED = """
import os, signal, sys
from importlib import import_module
import django
django.setup()
from django.core.management import call_command
module, name, number, *arguments = sys.argv[1:]
inner, calls = getattr(import_module(module), name), []
def dying(*given, **named):
    calls.append(1)
    if len(calls) == int(number):
        os.kill(os.getpid(), signal.SIGKILL)
    return inner(*given, **named)
setattr(import_module(module), name, dying)
call_command(*arguments)
"""


def killed(module, name, number, *arguments):
    connection.close()
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, f"inserm_intl.backups.{module}", name, str(number), *map(str, arguments)],
        env=environment(),
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == -9, ended.stderr


def test_a_backup_that_is_killed_leaves_nothing_that_passes_for_one(register, tmp_path):
    killed("making", "inspected", 1, "backup", f"{tmp_path}/kept/")
    (left,) = (tmp_path / "kept").iterdir()
    assert left.name.startswith(".unfinished-backup-")
    made = backup(tmp_path / "kept")
    assert list((tmp_path / "kept").iterdir()) == [made]


# With the rows in, before they are judged; and, on SQLite, with the first pages of the old register written over.
MOMENTS = {"postgresql": [("restoring", "call_command", 1)], "sqlite": [("sqlite", "version", 2)]}


@pytest.mark.parametrize(("module", "name", "number"), MOMENTS[connection.vendor])
def test_a_restore_that_is_killed_leaves_the_old_register_and_the_next_one_ends(
    module, name, number, register, tmp_path
):
    made, saved = backup(tmp_path / "kept"), state()
    make.DocumentFactory(agreement=register, content=b"later", size=5)
    old = state()
    killed(module, name, number, "restore", made, "--replace", "--yes")
    assert state() == old
    assert "files checked: all are whole." in run("restore", made, "--replace", "--yes")
    assert state()[0] == saved[0]
    assert not list(tmp_path.glob("media/.*"))
