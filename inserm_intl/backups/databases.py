"""The kinds of database that a register can be kept in."""

from types import ModuleType

from django.db import connection

from . import postgresql, sqlite

KINDS: dict[str, ModuleType] = {"postgresql": postgresql, "sqlite": sqlite}


def kind() -> ModuleType:
    """The one in use."""
    return KINDS[connection.vendor]
