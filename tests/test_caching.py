"""What is kept in Redis, which other programs of a machine may reach too."""

import json
import os
import pickle
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.cache import CacheHandler

from tests.once import ONE_DATABASE
from tests.servers import redis

pytestmark = ONE_DATABASE
TOLD = "import json; from django.conf import settings; print(json.dumps(settings.CACHES))"


@pytest.fixture(scope="module")
def served():
    with redis() as server:
        yield server


@pytest.fixture
def caches(served):
    """The caches of a site that is served with this Redis, as its settings describe them."""
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "inserm_intl.settings", "DJANGO_DEBUG": "1"}
    said = subprocess.check_output(
        [sys.executable, "-c", TOLD], env=environment | {"CACHE_URL": served.url}, cwd=settings.BASE_DIR
    )
    found = CacheHandler(json.loads(said))
    yield found
    found.close_all()


class Harm:
    """As a pickle, it makes a file where it is read."""

    def __init__(self, place):
        self.place = place

    def __reduce__(self):
        return os.mkdir, (str(self.place),)


@pytest.mark.parametrize("name", ["default", "requests"])
def test_what_another_program_has_written_to_redis_is_never_run(caches, tmp_path, name):
    cache = caches[name]
    cache.set("tries", "y")
    place = tmp_path / "harm"
    cache._cache.get_client(write=True).set(cache.make_key("tries"), pickle.dumps(Harm(place)))
    with pytest.raises((json.JSONDecodeError, UnicodeDecodeError)):
        cache.get("tries")
    assert not place.exists()


def test_what_the_site_counts_comes_back_from_redis_as_it_was(caches):
    cache = caches["default"]
    for value in ([1795759200.123456, 1795759199.5], [], True, "y", 7):
        cache.set("kept", value, 60)
        assert cache.get("kept") == value
    assert cache.add("count", 0, 60)
    assert cache.incr("count") == 1
    assert not cache.add("count", 0, 60)
