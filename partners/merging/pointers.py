"""What points to a record: read from the models, so that a noun added later is taken along."""

from collections.abc import Iterator
from typing import NamedTuple, cast

from django.db.models import ManyToManyField, Model, QuerySet
from django.db.models.fields.related import RelatedField


class Pointer(NamedTuple):
    """A column, or a list, in which rows of a noun name a record."""

    model: type[Model]
    field: RelatedField

    @property
    def many(self) -> bool:
        return isinstance(self.field, ManyToManyField)

    def rows(self, key) -> QuerySet:
        """The rows that name the record of that key."""
        return self.model._base_manager.filter(**{self.field.name: key}).order_by("pk")


def pointers(model: type[Model]) -> Iterator[Pointer]:
    """Every column and list that names records of the model; of a list, not the columns of its hidden table."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or not relation.is_relation:
            continue
        noun = cast(type[Model], relation.related_model)
        listed_elsewhere = relation.many_to_many and not relation.field.remote_field.through._meta.auto_created
        if not noun._meta.auto_created and not listed_elsewhere:
            yield Pointer(noun, relation.field)
