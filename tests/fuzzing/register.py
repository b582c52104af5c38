"""A register with one of everything, somebody in each role, and what it holds before a case is put to it."""

import contextlib
import hashlib
import io
import logging
import re
from collections import Counter

import pytest
import reversion
from django.contrib.auth.models import Group, Permission, User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client, client
from django.utils.translation import override

from inserm_intl.preferences import Preferences
from inserm_intl.wsgi import Utf8Request
from tests import factories as make
from tests.canaries import our_models
from tests.rights import NOUNS, ROLES
from tests.staff import enter, with_roles
from tests.world import standing

VISITOR = "visitor"
WRITES = re.compile(r'^\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "(\w+)"')


def standing_register(blocker):
    """One for all the tests of a module, asked as the site's own server asks it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "WSGIRequest", Utf8Request)
        logging.disable(logging.CRITICAL)  # thousands of refusals are not worth a line each
        yield from standing(blocker, register)
        logging.disable(logging.NOTSET)


def register():
    """The small world, one record of each noun, versions of them, one that was deleted."""
    world = with_roles()
    for rights in NOUNS.values():
        rights.maker()
    make.DocumentFactory(agreement=world.lia, content=b"%PDF-1.4", online=True)
    call_command("createinitialrevisions", verbosity=0)
    for gone in (make.ActivityFactory(kind="mission"), make.ContactFactory()):
        with reversion.create_revision():
            reversion.add_to_revision(gone)
        gone.delete()
    world.clients = {VISITOR: Client()}
    for role in ROLES:
        world.clients[role] = one = Client()
        Preferences.objects.create(user=enter(one, role, role), language="fr")
    world.cookies = {who: one.cookies.copy() for who, one in world.clients.items()}
    world.before, world.complaints = contents(tables()), complaints()
    world.outcomes = Counter()
    return world


def tables() -> dict[str, type]:
    """Those that officers write into, by their names in the database."""
    kept = [*our_models(), Group, User, Permission]
    several = [field.remote_field.through for model in kept for field in model._meta.local_many_to_many]
    return {model._meta.db_table: model for model in [*kept, *several]}


@override("fr")
def contents(which: dict[str, type]) -> dict[str, str]:
    """What each table holds, in short; of an account, all but when it last came. A title is read in one language."""
    found = {}
    for name, model in which.items():
        columns = [field.attname for field in model._meta.concrete_fields if field.name != "last_login"]
        rows = list(model._base_manager.order_by("pk").values_list(*columns))
        found[name] = hashlib.sha256(repr(rows).encode("utf-8", "surrogatepass")).hexdigest()
    return found


class Written:
    """The tables that were written into while it watched, whether or not it was taken back."""

    def __init__(self):
        self.tables: set[str] = set()

    def __call__(self, execute, sql, params, many, context):
        if found := WRITES.match(sql):
            self.tables.add(found[1])
        return execute(sql, params, many, context)

    def changed(self, before: dict[str, str]) -> dict[str, str]:
        """What those among them hold that hold something else than before."""
        known = {name: model for name, model in tables().items() if name in self.tables}
        return {name: said for name, said in contents(known).items() if said != before[name]}


@override("fr")
def complaints() -> list[str]:
    """What a real site finds out at the end of each transaction (raised), and `check_data` later."""
    connection.check_constraints()
    said = io.StringIO()
    with contextlib.suppress(CommandError):
        call_command("check_data", stdout=io.StringIO(), stderr=said)
    return said.getvalue().splitlines()
