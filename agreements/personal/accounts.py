"""The accounts of staff: emptied of the person, the record of what they did stays, under a number."""

from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.db import models, transaction

from inserm_intl.accounts import sessions

from .person import ERASED


def former(key: int) -> str:
    """The user name of an account whose person has been erased."""
    return f"former-{key}"


@transaction.atomic
def forget(user) -> None:
    """Nothing is left of the person: no name, address, password, right, second factor, link, choice or session."""
    named = [user.get_username(), user.get_full_name(), str(user)]
    user.username, user.first_name, user.last_name, user.email = former(user.pk), "", "", ""
    user.set_unusable_password()
    user.is_active = user.is_staff = user.is_superuser = False
    user.save()
    user.groups.clear()
    user.user_permissions.clear()
    for model, names in tied().items():
        for name in names:
            rows_of(model, name, user).delete()
    sessions.end(user)
    LogEntry.objects.filter(object_repr__in=[name for name in named if name]).update(object_repr=ERASED)


def tied() -> dict[type[models.Model], list[str]]:
    """What would be deleted with an account: all but the log of what it did to others' records."""
    found: dict[type[models.Model], list[str]] = {}
    for relation in get_user_model()._meta.related_objects:
        if relation.on_delete is models.CASCADE and relation.related_model is not LogEntry:
            found.setdefault(relation.related_model, []).append(relation.field.name)
    return found


def addresses_of(user) -> list[str]:
    """That of the account, even if empty, and those that its logins have brought."""
    found = [user.email]
    for model, names in tied().items():
        if any(column.name == "email" for column in model._meta.concrete_fields):
            found += [email for name in names for email in rows_of(model, name, user).values_list("email", flat=True)]
    return found


def rows_of(model, name: str, user) -> models.QuerySet:
    return models.QuerySet(model).filter(**{name: user.pk})
