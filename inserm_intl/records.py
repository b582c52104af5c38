"""What the rows of the register have in common: names for fixtures, errors beside their field, provenance."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def filled(name: str) -> Q:
    """The text column is neither NULL nor empty."""
    return Q(**{f"{name}__isnull": False}) & ~Q(**{name: ""})


class RowQuerySet(models.QuerySet):
    """Public answers start at `public(on)`: what a visitor may see, as of a day."""

    def public(self, on=None):
        raise NotImplementedError

    def get_by_natural_key(self, *key):
        return self.get(**dict(zip(self.model.natural_key_fields, key, strict=True)))


class Row(models.Model):
    """A row with a natural key (fixtures name it by that) and constraints that speak beside a field."""

    natural_key_fields: tuple[str, ...] = ("slug",)

    class Meta:
        abstract = True

    def named_in_history(self) -> str:
        """What it is called in the history of the record that it is a row of."""
        return str(self)

    def natural_key(self):
        key = []
        for path in self.natural_key_fields:
            value = self
            for name in path.split("__"):
                value = value and getattr(value, name)
            key.append(value)
        return tuple(key)

    def validate_constraints(self, exclude=None):
        """Move each error to the field that its constraint names in `violation_error_code`."""
        try:
            super().validate_constraints(exclude=exclude)
        except ValidationError as error:
            names = {field.name for field in self._meta.fields} - set(exclude or ())
            moved: dict[str, list] = {}
            for name, messages in error.error_dict.items():
                for message in messages:
                    moved.setdefault(message.code if message.code in names else name, []).append(message)
            raise ValidationError(moved) from None


class Versioned(Row):
    """A row that is guarded against lost edits: every save by an officer adds one to its version."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    class Meta:
        abstract = True


class Record(Versioned):
    """A content noun's provenance, its staff note, and what guards it against being entered twice."""

    source_url = models.URLField(_("source"), max_length=500, blank=True, help_text=_("Where these facts were read."))
    source_read_on = models.DateField(_("source read on"), null=True, blank=True)
    invented = models.BooleanField(
        _("invented"), default=False, help_text=_("Made up for a demonstration; every page and file says so.")
    )
    internal_note = models.TextField(_("internal note"), blank=True, help_text=_("Staff only; never published."))
    form_token = models.UUIDField(null=True, unique=True, default=None, editable=False)

    class Meta:
        abstract = True
