"""Search and order that ignore accents and case, alike on SQLite and PostgreSQL.

Neither database folds text the way readers expect, so a text is folded once, stored beside the
original, and asked word by word.
"""

import unicodedata
from collections.abc import Iterator

from django.db import models
from django.db.models import Q

LIGATURES = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i"}
JOINTS = dict.fromkeys("'’‘ʼ-‐–—/()[]«»“”\"", " ")
LETTERS = str.maketrans(LIGATURES | JOINTS)


MOST_WORDS = 12


def plain_letters(text: str) -> str:
    """Text without accents or case, each sign in its place: that of a text is that of its signs, one after the other.

    Letters of every script stay; NUL, which PostgreSQL cannot store, is dropped.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold().replace("\0", ""))
    unmarked = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unmarked.translate(LETTERS)


def fold(text: str) -> str:
    """Return text without accents, case or doubled spaces: "Corée  du Sud" -> "coree du sud"."""
    return " ".join(plain_letters(text).split())


class FoldedField(models.TextField):
    """A stored, folded copy of other fields of the same row, kept by every save and bulk_create.

    Ordered by code point on both databases (collation C on PostgreSQL). A leading space marks the
    start of each word, so that " uk" finds words that begin with it. `loaddata` skips pre_save:
    the project's command folds again after loading.
    """

    def __init__(self, *sources: str, first: bool = False, **options):
        self.sources, self.first = sources, first
        super().__init__(**{"editable": False, "default": "", "blank": True, **options})

    def deconstruct(self):
        name, path, _, options = super().deconstruct()
        return name, path, list(self.sources), {**options, **({"first": True} if self.first else {})}

    def db_parameters(self, connection):
        parameters = super().db_parameters(connection)
        return {**parameters, "collation": "C" if connection.vendor == "postgresql" else None}

    @property
    def texts(self) -> tuple[str, ...]:
        """The columns that it follows from."""
        return self.sources

    def folded(self, instance) -> str:
        texts = [fold(str(text)) for source in self.sources if (text := getattr(instance, source))]
        return (texts[0] if texts else "") if self.first else "".join(f" {text}" for text in texts)

    def pre_save(self, instance, add):
        folded = self.folded(instance)
        setattr(instance, self.attname, folded)
        return folded


class SortKey(FoldedField):
    """What a list is ordered by: the first of the sources that is not empty, folded."""

    def __init__(self, *sources: str, **options):
        super().__init__(*sources, **{"first": True, "db_index": False, **options})

    def deconstruct(self):
        name, path, sources, options = super().deconstruct()
        return name, path, sources, {key: value for key, value in options.items() if key != "first"}


def words(text: str) -> list[str]:
    """What to look for in a folded column: each word once, those under three letters at the start of a word.

    At most twelve: some signs fold into several words, and each word costs a search.
    """
    asked = list(dict.fromkeys(fold(text).split()))[:MOST_WORDS]
    return [word if len(word) > 2 else f" {word}" for word in asked]


def holds(column: str, text: str) -> Q:
    """Every word of text is in the folded column, in any order."""
    found = Q()
    for word in words(text):
        found &= Q(**{f"{column}__contains": word})
    return found


def folded_fields(model) -> list[FoldedField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, FoldedField)]


def stale(objects: models.QuerySet) -> Iterator:
    """The keys of the rows whose folded columns differ from their texts, as raw loading leaves them.

    Nothing but these columns is read, and of a table without any, nothing.
    """
    if fields := folded_fields(objects.model):
        names = dict.fromkeys(name for field in fields for name in (field.name, *field.texts))
        for row in objects.order_by().values_list("pk", *names, named=True).iterator(chunk_size=1000):
            if any(getattr(row, field.name) != field.folded(row) for field in fields):
                yield row.pk


def refold(objects: models.QuerySet) -> None:
    """Save again the folded columns that are stale."""
    names = [field.name for field in folded_fields(objects.model)]
    # All keys are read before the first row is written: SQLite reads and writes by the same connection.
    keys = list(stale(objects))
    for first in range(0, len(keys), 500):
        rows = list(objects.model._base_manager.filter(pk__in=keys[first : first + 500]))
        for row in rows:
            for field in folded_fields(objects.model):
                field.pre_save(row, add=False)
        objects.model._base_manager.bulk_update(rows, names)
