"""Erase again who was erased on request, in a database that is from before: one that was restored."""

from collections.abc import Callable, Iterator

from django.contrib.auth import get_user_model
from django.db import transaction

from agreements.models import Document, ErasedOnRequest
from inserm_intl.undone import undone

from . import journal
from .erasure import Erasure
from .holdings import Holdings, held
from .person import Person
from .prints import Sought, secret_of
from .texts import said, texts, versions


def again(*, dry: bool, tell: Callable[[str], None], fail: Callable[[str], None]) -> int:
    """Lines of the journal that this database does not know of; return how many could not be applied."""
    known = {str(line) for line in ErasedOnRequest.objects.values_list("line", flat=True)}
    missed = [line for line in journal.on_request() if line["line"] not in known]
    lost = [line for line in missed if secret_of(line["prints"]) is None]
    for line in lost:
        fail(f"{named(line)} was made under another DJANGO_SECRET_KEY: erase the person by hand.")
    for line in missed:
        if line in lost:
            continue
        with undone() if dry else transaction.atomic():
            places = sum(apply(line, met) for met in sorted(set(met_in_texts(line)))) + erase_keys(line)
            ErasedOnRequest.objects.create(line=line["line"])
            tell(f"{named(line)}: erased again, {places} places")
    return len(lost)


def named(line) -> str:
    return f"Request {line['line']} of {line['at']}"


def met_in_texts(line) -> Iterator[str]:
    """What the person is called in this database, wherever that is."""
    sought = Sought(line["prints"], secret_of(line["prints"]) or "")
    for value in (*(text.value for text in texts()), *(entries for _version, entries in versions())):
        for part in said(value):
            yield from sought.met_in(part)


def apply(line, asked: str) -> int:
    found = held(Person(asked), files=False)
    erasure = Erasure(found, keeper(line), uncertain=line["uncertain"])
    erasure.erase()
    return erasure.places


def erase_keys(line) -> int:
    """Documents and accounts that were chosen then; a key that is another's now is told by its content."""
    documents = [
        row for row in Document.objects.filter(pk__in=line["documents"]) if row.sha256 == line["documents"][str(row.pk)]
    ]
    accounts = get_user_model().objects.filter(pk__in=line["accounts"])
    erasure = Erasure(Holdings(Person("")), keeper(line), documents=documents, accounts=accounts)
    erasure.erase()
    return erasure.places


def keeper(line):
    """In whose name it was done, where that account exists here."""
    return get_user_model().objects.filter(pk=line["by"]).first()
