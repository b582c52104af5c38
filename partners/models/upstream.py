"""What changed in the registry about institutions that are entered here, until an officer decides."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inserm_intl.records import Row, RowQuerySet

from .institution import Institution
from .registry import RegistryRecord


class Fact(models.TextChoices):
    """What is decided on as one."""

    NAME_FR = "name_fr", _("name in French")
    NAME_EN = "name_en", _("name in English")
    NAME_ES = "name_es", _("name in Spanish")
    NATIVE_NAME = "native_name", _("name in its own language")
    ACRONYM = "acronym", _("acronym")
    ALIASES = "aliases", _("other names")
    KIND = "kind", _("kind")
    PLACE = "place", _("place")
    WEBSITE = "website", _("website")
    STATUS = "status", _("status")


class UpstreamQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: it is work of the staff."""
        return self.none()

    def linked(self):
        """Of records that an institution is linked to by its identifier."""
        return self.filter(Exists(Institution.objects.filter(ror_id=OuterRef("record"))))

    def waiting(self):
        return self.linked().filter(dismissed=False)


class UpstreamChange(Row):
    """The registry says something new about an institution: to be accepted, which deletes the row, or dismissed.

    A dismissed one comes back, as a new row, when the registry changes that fact again.
    """

    natural_key_fields = ("record_id", "fact")

    record = models.ForeignKey(
        RegistryRecord, models.CASCADE, related_name="changes", verbose_name=_("record of the ROR registry")
    )
    fact = models.CharField(_("what changed"), max_length=12, choices=Fact)
    # What the registry said until then, by column of an institution.
    before = models.JSONField(_("said before"), default=dict, blank=True)
    noticed_at = models.DateTimeField(_("noticed"), default=timezone.now)
    dismissed = models.BooleanField(_("set aside"), default=False)

    objects = UpstreamQuerySet.as_manager()

    class Meta:
        ordering = ["-noticed_at", "record", "fact"]
        verbose_name = _("change of the registry")
        verbose_name_plural = _("changes of the registry")
        constraints = [
            models.UniqueConstraint(fields=["record", "fact"], name="upstreamchange_once"),
            models.CheckConstraint(condition=Q(fact__in=Fact.values), name="upstreamchange_fact"),
        ]

    def __str__(self):
        return f"{self.record_id} {self.fact}"
