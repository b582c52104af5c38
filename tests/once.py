"""What no database changes is judged on one of the two: how pages look, texts, files, the rules of a life, rights."""

import pytest
from django.db import connection

ONE_DATABASE = pytest.mark.skipif(
    connection.vendor == "postgresql", reason="One database is enough for what none of them changes."
)
