"""The list of parts names what the lock names, by version and licence, and says nothing else."""

import json
import re
import runpy
import subprocess
import sys

import pytest
from django.conf import settings
from packaging.utils import canonicalize_name

from tests.once import ONE_DATABASE

pytestmark = ONE_DATABASE
SCRIPT = str(settings.BASE_DIR / "deploy" / "sbom.py")


@pytest.fixture(scope="module")
def listed() -> str:
    return subprocess.run([sys.executable, SCRIPT], check=True, capture_output=True, text=True).stdout


def test_it_lists_every_part_of_the_lock_and_no_other(listed):
    lock = re.findall(r"^([a-z0-9.-]+)==(\S+)", (settings.BASE_DIR / "requirements.txt").read_text(), re.MULTILINE)
    parts = json.loads(listed)["components"]
    assert {(canonicalize_name(part["name"]), part["version"]) for part in parts} == set(lock)
    assert len(parts) == len(lock) > 40
    # Those that another Python or system would need are named alone.
    assert len([part for part in parts if "licenses" not in part]) < 5


def test_it_names_no_place_to_fetch_from_and_no_moment(listed):
    assert re.findall(r"\w+://[^\"/]+", listed) == ["http://cyclonedx.org"]  # its schema's
    assert "/simple/" not in listed
    assert "timestamp" not in json.loads(listed)["metadata"]
    assert str(settings.BASE_DIR) not in listed


def test_installed_parts_say_their_licence_and_one_that_does_not_is_told(listed):
    found, unlicensed = json.loads(listed), runpy.run_path(SCRIPT)["unlicensed"]
    assert unlicensed(found) == []
    del next(part for part in found["components"] if part["name"].lower() == "django")["licenses"]
    assert [name.lower() for name in unlicensed(found)] == ["django"]
