"""Which columns may hold personal data, and where each of them is declared."""

from collections import Counter
from collections.abc import Iterator

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from inserm_intl.folding import FoldedField
from partners.models import Contact

from .nothing_personal import NOTHING_PERSONAL
from .register import REGISTER

# Nothing can be said of a person in these; all other kinds, known or to come, are asked about.
SPEECHLESS = (
    models.AutoField,
    models.BooleanField,
    models.DateField,
    models.DecimalField,
    models.DurationField,
    models.FloatField,
    models.IntegerField,
    models.TimeField,
    models.UUIDField,
)


def may_be_personal(column) -> bool:
    """A text, a structure or a file; or who: an account or a contact. Folded copies go with what they copy."""
    if column.is_relation:
        return column.related_model in (get_user_model(), Contact)
    return not (column.choices or column.auto_created or isinstance(column, (*SPEECHLESS, FoldedField)))


def to_declare(models_of=None) -> Iterator[tuple[str, str]]:
    """Model and column; a text in three languages counts once, under the name that it has in forms."""
    for model in models_of or apps.get_models():
        names = {
            getattr(getattr(column, "translated_field", column), "name", column.name)
            for column in model._meta.concrete_fields
            if may_be_personal(column)
        }
        yield from ((model._meta.label, name) for name in sorted(names))


def declared() -> Counter[tuple[str, str]]:
    """How often each column is declared: once, as it should."""
    places = [holding.fields for holding in REGISTER] + list(NOTHING_PERSONAL.values())
    return Counter((model, name) for place in places for model, names in place.items() for name in names.split())


def undeclared(models_of=None) -> list[str]:
    known = declared()
    return [
        f"{model}.{name}" for model, name in to_declare(models_of) if not (known[(model, name)] or known[("*", name)])
    ]


def where(holding) -> Iterator[tuple[str, list[str]]]:
    """The columns of a holding as staff know them: the noun, and what it says of people, where that has a name."""
    for label, names in holding.fields.items():
        if label != "*":
            options = apps.get_model(label)._meta
            fields = map(options.get_field, names.split())
            yield str(options.verbose_name), [str(field.verbose_name) for field in fields if field._verbose_name]
