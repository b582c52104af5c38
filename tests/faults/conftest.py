"""A site that is really served, with an officer in it."""

import pytest
from django.contrib.auth.models import User

from tests.sites import Site


@pytest.fixture
def site():
    officer = User.objects.create_superuser("claire", password="demo")
    with Site() as found:
        found.enter(officer)
        yield found
