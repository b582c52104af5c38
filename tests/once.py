"""What no database changes is judged on one of the two: how pages look, texts, files, the rules of a life, rights.

What is decided once rows have been read is decided alike. That they are read, found, ordered, counted and written alike
is judged on both; there, `tests/test_fuzz.py` asks every address and fills every form, and a browser takes the journey
of an agreement from its entry to its visitor.
"""

import pytest
from django.db import connection

ONE_DATABASE = pytest.mark.skipif(
    connection.vendor == "postgresql", reason="One database is enough for what none of them changes."
)
