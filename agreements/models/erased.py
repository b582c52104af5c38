"""Requests to be erased that this database knows of: not who asked, only that it was done."""

from django.db import models
from django.utils import timezone

from inserm_intl.records import Row, RowQuerySet


class ErasedOnRequestQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: it is between the register and a person."""
        return self.none()


class ErasedOnRequest(Row):
    """A line of the journal of erasures that has been applied here. A database restored from before lacks it."""

    natural_key_fields = ("line",)

    line = models.UUIDField(unique=True)
    applied_at = models.DateTimeField(default=timezone.now)

    objects = ErasedOnRequestQuerySet.as_manager()

    class Meta:
        ordering = ["applied_at", "pk"]

    def __str__(self):
        return str(self.line)
