"""Words that no reader may meet by accident: one for each text column, written into rows of every noun."""

from django.apps import apps
from django.db import models
from modeltranslation.manager import get_translatable_fields_for_model

from inserm_intl.folding import FoldedField, refold

OURS = ("inserm_intl", "partners", "agreements")
# Keys, codes and addresses: what a row is called, not what is said of it.
KEYS = {
    "slug",
    "code",
    "iso3",
    "reference",
    "ror_id",
    "native_language",
    "currency",
    "time_zone",
    "series",
    "reason",
    "calendar_hash",
    "sha256",
    "language",
}


def our_models() -> list[type[models.Model]]:
    return [model for app in OURS for model in apps.get_app_config(app).get_models()]


def texts(model) -> list[models.Field]:
    """The columns in which something is said in words; of a translated one, those of its languages."""
    passed_over = KEYS | set(get_translatable_fields_for_model(model) or ())
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, FoldedField)
        and not (field.choices or field.primary_key or field.name in passed_over or field.name.endswith("_precision"))
    ]


COLUMNS = [f"{model.__name__}.{field.name}" for model in our_models() for field in texts(model)]
CANARY = {column: f"zq{number:03}x" for number, column in enumerate(COLUMNS)}


def fill(model, columns=None, rows=None, text=None) -> None:
    """Write its canary, or a text, in every column of rows (all, unless told), or in those named."""
    rows = model._base_manager.all() if rows is None else rows
    said = {
        field.name: (text or CANARY[f"{model.__name__}.{field.name}"])[: field.max_length]
        for field in texts(model)
        if columns is None or field.name in columns
    }
    if "native_name" in said:
        said["native_language"] = "ja"
    if said:
        models.QuerySet(model).filter(pk__in=[row.pk for row in rows]).update(**said)
        refold(model._base_manager.all())


def seen(text: str) -> set[str]:
    """The columns whose canaries a text holds."""
    said = text.casefold()
    return {column for column, word in CANARY.items() if word in said}
