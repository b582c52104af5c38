"""The Research Organization Registry (ror.org) as it was last loaded: what an institution can be filled in from."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from inserm_intl.folding import SortKey
from inserm_intl.records import Row, RowQuerySet
from inserm_intl.shapes import ShapeField, named, named_from, shape
from partners.ror import ADDRESS, RorIdField

from .country import Country
from .institution import Kind, on_earth


class Status(models.TextChoices):
    """Withdrawn: entered by mistake, or twice. Inactive: the organisation is no more."""

    ACTIVE = "active", _("in activity")
    INACTIVE = "inactive", _("no longer active")
    WITHDRAWN = "withdrawn", _("withdrawn from the registry")


class RegistryQuerySet(RowQuerySet):
    def public(self, on=None):
        """None: what is not entered as an institution is not the register's."""
        return self.none()

    def likeliest_first(self, text: str):
        """A name or acronym that is the text, then names that begin with it; the active and the short ones first."""
        typed = shape(text)
        rank = models.Case(models.When(named(typed), then=0), models.When(named_from(typed), then=1), default=2)
        gone = models.Case(models.When(status=Status.ACTIVE, then=0), default=1)
        return self.order_by(rank + gone, Length("name"), "sort", "pk")


class RegistryRecord(Row):
    """One organisation in the registry; never a partner by itself. Written by `manage.py load_ror` alone."""

    natural_key_fields = ("ror_id",)

    ror_id = RorIdField(_("ROR identifier"), max_length=9, primary_key=True)
    name = models.CharField(_("name"), max_length=300)
    name_fr = models.CharField(_("name in French"), max_length=300, blank=True)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)
    name_es = models.CharField(_("name in Spanish"), max_length=300, blank=True)
    native_name = models.CharField(_("name in its own language"), max_length=300, blank=True)
    native_language = models.CharField(_("language of that name"), max_length=12, blank=True)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    aliases = models.TextField(_("other names"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    # Empty where the registry's code is not one of ours.
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        related_name="registry_records",
        verbose_name=_("country or territory"),
    )
    city = models.CharField(_("city"), max_length=120, blank=True)
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    # City and country code of each place after the first.
    other_places = models.JSONField(_("other places"), default=list, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ACTIVE)
    # Their ROR identifiers.
    successors = models.JSONField(_("succeeded by"), default=list, blank=True)
    checksum = models.CharField(_("checksum"), max_length=32)
    shapes = ShapeField("name", "name_fr", "name_en", "name_es", "native_name", "acronym", "aliases", also=("city",))
    sort = SortKey("name", db_index=True)

    objects = RegistryQuerySet.as_manager()

    class Meta:
        ordering = ["sort", "ror_id"]
        verbose_name = _("record of the ROR registry")
        verbose_name_plural = _("ROR registry")
        constraints = [
            on_earth(),
            models.CheckConstraint(
                condition=Q(status__in=Status.values) & Q(kind__in=Kind.values),
                name="registryrecord_choices",
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.acronym})" if self.acronym and self.acronym != self.name else self.name

    @property
    def url(self) -> str:
        return f"{ADDRESS}{self.ror_id}"
