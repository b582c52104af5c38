"""Whose row a row is, and which rows a member of staff may see: as the admin shows them, or does not."""

from django.contrib import admin
from django.db.models import CASCADE, ForeignKey, Model, QuerySet


def admin_of(model: type[Model]) -> admin.ModelAdmin | None:
    return admin.site._registry.get(model)


def owner_field(model: type[Model]) -> ForeignKey | None:
    """Of a noun without pages of its own, the column that names the record on whose page it is entered."""
    if admin_of(model):
        return None
    for field in model._meta.concrete_fields:
        if isinstance(field, ForeignKey) and field.remote_field.on_delete is CASCADE and admin_of(field.related_model):
            return field
    return None


def owners(model: type[Model], keys) -> tuple[type[Model], set] | None:
    """The noun and keys of the records that rows belong to: themselves, where they have pages of their own."""
    if admin_of(model):
        return model, set(keys)
    if field := owner_field(model):
        rows = model._base_manager.filter(pk__in=keys)
        return field.related_model, set(rows.values_list(field.attname, flat=True))
    return None


def seen(model: type[Model], request) -> QuerySet:
    """The rows of a noun that the user may see, none where the noun has no place in the admin."""
    if known := admin_of(model):
        return known.get_queryset(request) if known.has_view_or_change_permission(request) else model.objects.none()
    if field := owner_field(model):
        return model._base_manager.filter(**{f"{field.name}__in": seen(field.related_model, request).order_by()})
    return model._base_manager.none()
