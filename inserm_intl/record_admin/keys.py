"""What arrives in an address or a form, read without asking a widget or a database what it would choke on."""

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import BigAutoField


def key_of(model, text):
    """Return the primary key that `text` stands for, or None where it can be no key of the model."""
    try:
        key = model._meta.pk.to_python(text)
    except ValidationError:
        return None
    if isinstance(key, int):
        return key if abs(key) <= BigAutoField.MAX_BIGINT else None
    return None if key is None or "\0" in key else key


def readable(model, said: dict) -> dict:
    """Return those first values of a form, asked for in its address, that are values of their fields."""
    found = {}
    for name, value in said.items():
        try:
            field = model._meta.get_field(name)
            if not field.is_relation:
                found[name] = field.to_python(value)
                continue
        except (FieldDoesNotExist, ValidationError):
            continue
        if all(key_of(field.related_model, key) is not None for key in (value if isinstance(value, list) else [value])):
            found[name] = value
    return found
