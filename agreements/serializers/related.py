"""Lists of what belongs to a row: institutions where they are public, research fields, research units."""

from collections.abc import Callable

from django.db.models import OuterRef, TextField, Value
from django.db.models.functions import Coalesce, NullIf

from inserm_intl.open_data.expressions import Listed
from partners.models import Institution


def name_in(language: str, path: str = "") -> Coalesce:
    """An institution's name as pages show it in a language: where it misses, in another, else in its own."""
    names = [f"{path}name_{other}" for other in dict.fromkeys([language, "fr", "en", "es"])]
    return Coalesce(*(NullIf(name, Value("")) for name in names), f"{path}native_name", output_field=TextField())


def institutions_of(relation: str, key: str = "pk") -> Callable:
    """The keys of the public institutions whose `relation` leads to the row that `key` names, in order."""
    return lambda question: Listed(Institution.objects.public(question.day).filter(**{relation: OuterRef(key)}), "slug")


def listed_of(through, noun: str, item: str) -> Callable:
    """Something of each row that a many-to-many relation ties to this one, each once, in order."""
    return lambda question: Listed(through.objects.filter(**{noun: OuterRef("pk")}), item)
