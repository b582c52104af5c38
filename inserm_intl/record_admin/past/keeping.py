"""What would be lost is kept: the state before the first change that is recorded, and all that goes with a deletion."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import CASCADE, Model
from reversion import add_to_revision, create_revision, is_registered, set_comment, set_user
from reversion.models import Version
from reversion.revisions import _get_options, _stack


def keep_first(record: Model) -> None:
    """A version of a record that has none (it came with a fixture, or in bulk), as it is stored.

    Called before the record is written, whatever is set on it already. The revision is its own,
    also where one is open.
    """
    if is_registered(type(record)) and not Version.objects.get_for_object(record).exists():
        with apart(), create_revision():
            for stored in type(record)._base_manager.filter(pk=record.pk):
                add_to_revision(stored)


@contextmanager
def apart() -> Iterator[None]:
    """A revision within an open one would be none: they are saved as one, as the records are at the end."""
    token = _stack.set([])
    try:
        yield
    finally:
        _stack.reset(token)


def keep_dependents(record: Model) -> None:
    """The same of what would go with a row of the record that is taken out."""
    for part in followed(record):
        for row in dependents(part):
            keep_first(row)


def keep_last(record: Model, user, comment: str) -> None:
    """A version of a record that is about to be deleted, and one of each row that will go with it."""
    together = [record], [row for part in followed(record) for row in dependents(part)]
    for rows in filter(None, together):
        with create_revision():
            set_user(user)
            set_comment(comment)
            for row in rows:
                add_to_revision(row)


def followed(record: Model) -> Iterator[Model]:
    """The record and those of its rows that its own versions hold."""
    yield record
    for name in _get_options(type(record)).follow:
        yield from getattr(record, name).all()


def dependent_fields(model: type[Model]) -> Iterator:
    """The columns of other nouns, with versions of their own, whose rows go when what they name goes."""
    held = set(_get_options(model).follow)
    for relation in model._meta.related_objects:
        goes_with = not relation.many_to_many and relation.on_delete is CASCADE
        if goes_with and is_registered(relation.related_model) and relation.get_accessor_name() not in held:
            yield relation.field


def dependents(row: Model) -> Iterator[Model]:
    for field in dependent_fields(type(row)):
        yield from field.model._base_manager.filter(**{field.name: row.pk})
