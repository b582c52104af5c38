"""A noun's public columns, declared once: the keys of JSON, the headings of CSV and XLSX, the dictionary's entries."""

from copy import deepcopy
from functools import cache

from django.db.models import QuerySet
from django.utils.functional import Promise
from rest_framework import serializers

from .columns import Column


class Columns(serializers.Serializer):
    """Rows come from `values_list()`, as tuples in the order of the columns. `about` says what they are."""

    about: str | Promise = ""

    @classmethod
    @cache
    def all(cls) -> dict[str, Column]:
        """Every column by its name, in order."""
        return {
            name: column
            for declared_name, declared in cls._declared_fields.items()
            for name, column in declared.columns(declared_name).items()
        }

    def get_fields(self):
        return deepcopy(self.all())

    @classmethod
    def values(cls, rows: QuerySet, question) -> QuerySet:
        """The rows as JSON and XLSX read them."""
        return cls.read(rows, [column.value(question) for column in cls.all().values()])

    @classmethod
    def texts(cls, rows: QuerySet, question) -> QuerySet:
        """The rows as CSV has them written."""
        return cls.read(rows, [column.text(question) for column in cls.all().values()])

    @staticmethod
    def read(rows: QuerySet, expressions: list) -> QuerySet:
        # Querysets that know translations have a `values_list` of their own, which loses the order of the columns.
        return QuerySet.values_list(rows, *expressions)

    def to_representation(self, row: tuple) -> dict:
        return {
            name: (column.when_none if value is None else column.to_representation(value))
            for (name, column), value in zip(self.all().items(), row, strict=True)
        }
