"""Rows as the desk, a country's page and the director's brief all show them: a name, then a cell for each column."""

from typing import NamedTuple

from django.db.models import Model, QuerySet
from django.urls import reverse

from inserm_intl.answers import EXACT_UP_TO, told


def address(model: type[Model], view: str, *args) -> str:
    """Of one of the admin's pages."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{view}", args=args)


class Line(NamedTuple):
    """A row: its cells are texts; `language` is that of its name where it is not the page's."""

    url: str
    name: str
    cells: list
    language: str = ""
    invented: bool = False


def counted(rows: QuerySet) -> int:
    """How many rows; of very many, one more than are counted."""
    return len(rows.order_by("pk").values_list("pk", flat=True)[: EXACT_UP_TO + 1])


class Counts:
    """What is headed by how many rows it has: `counted`, which stops after the most that are counted exactly."""

    @property
    def count(self) -> str:
        return told(self.counted)
