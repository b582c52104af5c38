"""Identifiers of the Research Organization Registry (ror.org): nine characters with a checksum."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

ADDRESS = "https://ror.org/"
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def check_ror_id(ror_id: str) -> None:
    """Raise ValidationError unless the two last digits are the id's checksum (ISO 7064, as ROR computes it)."""
    body, checksum = ror_id[:-2], ror_id[-2:]
    number = 0
    for char in body:
        if char not in ALPHABET:
            raise ValidationError(_("A ROR identifier is nine characters, such as 02vjkv261."), code="invalid")
        number = number * 32 + ALPHABET.index(char)
    if f"{98 - (number * 100) % 97:02}" != checksum:
        raise ValidationError(
            _("The checksum of this ROR identifier is wrong: is a character mistyped?"), code="invalid"
        )


class RorIdField(models.CharField):
    """Takes the whole address too, as it is copied from the registry: https://ror.org/02vjkv261."""

    def to_python(self, value):
        return (super().to_python(value) or "").strip().rstrip("/").rsplit("/", 1)[-1].lower() or None

    def formfield(self, **options):
        return super().formfield(**{**options, "max_length": 60})
