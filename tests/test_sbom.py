"""The list of parts names what the lock names, by version and licence, and says nothing else."""

import json
import re
import runpy
import subprocess
import sys

import pytest
from django.conf import settings

from tests.once import ONE_DATABASE

pytestmark = ONE_DATABASE
SCRIPT = str(settings.BASE_DIR / "deploy" / "sbom.py")


@pytest.fixture(scope="module")
def listed() -> str:
    return subprocess.run([sys.executable, SCRIPT], check=True, capture_output=True, text=True).stdout


def test_it_lists_every_part_of_the_lock_and_no_other(listed):
    lock = re.findall(r"^([a-z0-9.-]+)==(\S+)", (settings.BASE_DIR / "requirements.txt").read_text(), re.MULTILINE)
    parts = json.loads(listed)["components"]
    assert [(part["name"].lower(), part["version"]) for part in parts] == sorted(set(lock))
    assert len(parts) > 40


def test_it_names_no_place_to_fetch_from_and_no_moment(listed):
    assert not re.search(r"pypi\.org|/simple/|files\.pythonhosted", listed)
    assert "timestamp" not in json.loads(listed)["metadata"]
    assert str(settings.BASE_DIR) not in listed


def test_installed_parts_say_their_licence_and_one_that_does_not_is_told(listed):
    found, unlicensed = json.loads(listed), runpy.run_path(SCRIPT)["unlicensed"]
    assert unlicensed(found) == []
    del next(part for part in found["components"] if part["name"].lower() == "django")["licenses"]
    assert [name.lower() for name in unlicensed(found)] == ["django"]
