"""One night's work: each kind in its turn, each record in a transaction of its own, each kind a line of the journal."""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from agreements.personal import journal

from . import Term
from .contacts import Contacts, DeletedContacts
from .leftovers import Counts, Files, Imports
from .signatories import Signatories
from .staff import ForgottenAccounts, Sessions, UnusedAccounts

TERMS: list[type[Term]] = [
    Contacts,
    DeletedContacts,
    Signatories,
    Imports,
    ForgottenAccounts,
    UnusedAccounts,
    Sessions,
    Counts,
    Files,
]


def run(day: date, *, dry: bool, tell: Callable[[str], None], fail: Callable[[str], None]) -> int:
    """Erase, or only tell, what has passed its term; return how many records could not be erased."""
    failed = 0
    for term in (kind(day) for kind in TERMS):
        keys = list(term.due())
        if keys:
            tell(line(term, keys))
        if not dry:
            gone = [key for key in keys if erased(term, key, fail)]
            failed += len(keys) - len(gone)
            if gone:
                journal.write(journal.TERM, what=term.name, count=len(gone), keys=gone if term.keys_told else [])
    return failed


def erased(term: Term, key, fail) -> bool:
    """One that cannot be erased keeps none of the others. What went wrong is told without what stood there."""
    try:
        with transaction.atomic():
            term.erase(key)
    except Exception as error:
        fail(f"{term.name}{f' {key}' if term.keys_told else ''}: {type(error).__name__}")
        return False
    return True


def line(term: Term, keys: list) -> str:
    named = f": {', '.join(map(str, keys))}" if term.keys_told else ""
    return f"{len(keys)} {term.name}{named}"
