"""Every text of the register, wherever a person may be named in it: records, their versions, and the log."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.db import models
from reversion.models import Revision, Version

from agreements.models import Party
from inserm_intl.folding import FoldedField
from partners.models import Contact

APPS = ("inserm_intl", "partners", "agreements")
# Columns that hold a person's name and nothing else: emptied, not shortened.
NAMES = {(Contact, "name"), (Party, "signatory_name")}
# What Django and reversion keep of what was done.
HISTORY = {LogEntry: ["object_repr", "change_message"], Version: ["object_repr"], Revision: ["comment"]}


@dataclass
class Text:
    """What stands in a column of a row: a text, or texts in a structure."""

    model: type[models.Model]
    key: Any
    column: str
    value: Any

    @property
    def is_name(self) -> bool:
        return (self.model, self.column) in NAMES

    def __str__(self):
        options = self.model._meta
        return f"{options.verbose_name} {self.key}, {options.get_field(self.column).verbose_name}"


def columns(model) -> list[str]:
    """Those in which something can be said. Folded copies follow from them; hashes and choices say nothing."""
    kinds = models.CharField | models.TextField | models.JSONField
    return [
        field.attname
        for field in model._meta.concrete_fields
        if isinstance(field, kinds) and not isinstance(field, FoldedField) and not field.choices
    ]


def searched() -> Iterator[tuple[type[models.Model], list[str]]]:
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            yield model, columns(model)
    yield from HISTORY.items()


def texts() -> Iterator[Text]:
    """One after the other; never more than a few hundred rows at once in memory."""
    for model, names in searched():
        for key, *values in rows(model).values_list("pk", *names).iterator(chunk_size=500) if names else ():
            for name, value in zip(names, values, strict=True):
                if value:
                    yield Text(model, key, name, structure(value) if model is LogEntry else value)


def structure(message: str):
    """Django writes most messages of its log as JSON, where an accent is not a letter."""
    try:
        return json.loads(message)
    except ValueError:
        return message


def rows(model) -> models.QuerySet:
    """Plain rows: no language of the moment chooses among the columns."""
    return models.QuerySet(model)


def versions() -> Iterator[tuple[Version, list[dict]]]:
    """Each version with what it would bring back, as it is stored."""
    for version in rows(Version).select_related("content_type").iterator(chunk_size=200):
        yield version, json.loads(version.serialized_data)


def said(value) -> Iterator[str]:
    """Every text of a structure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from said(key)
            yield from said(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from said(inner)


def changed(value, change):
    """The structure with each of its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {change(key): changed(inner, change) for key, inner in value.items()}
    return [changed(inner, change) for inner in value] if isinstance(value, list) else value
