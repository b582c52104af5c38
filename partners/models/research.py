"""The French side's own bodies: research fields (thematic institutes) and research units, with their dates."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.folding import FoldedField
from inserm_intl.records import Record, RowQuerySet

from .spans import once


def valid_in_order() -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
        name="%(class)s_valid_in_order",
        violation_error_code="valid_until",
        violation_error_message=_("The last day comes before the first."),
    )


class ResearchQuerySet(RowQuerySet):
    def public(self, on=None):
        return self.all()

    def with_predecessors(self, codes) -> set[int]:
        """Keys of the fields named and of all that were merged into them, however long ago."""
        rows = list(self.model.objects.values_list("pk", "code", "successor"))
        wanted = {pk for pk, code, _successor in rows if code in codes}
        while grown := {pk for pk, _code, successor in rows if successor in wanted} - wanted:
            wanted |= grown
        return wanted


class ThematicInstitute(Record):
    """A multi-organisation thematic institute (ITMO): the research field of an agreement, for a time."""

    natural_key_fields = ("code",)

    code = models.SlugField(_("code"), max_length=60, unique=True)
    acronym = models.CharField(_("acronym"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=200)
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_until = models.DateField(_("last day"), null=True, blank=True, help_text=_("Included."))
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("succeeded by"),
    )

    objects = ResearchQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("research field")
        verbose_name_plural = _("research fields")
        constraints = [valid_in_order()]

    def __str__(self):
        return self.name


class ResearchUnit(Record):
    """An Inserm research unit under one of its codes; a new five-year term may bring another code."""

    natural_key_fields = ("code", "valid_from")

    code = models.CharField(_("code"), max_length=20, help_text=_("U and three or four digits, such as U1016."))
    name = models.CharField(_("name"), max_length=250)
    city = models.CharField(_("city"), max_length=120, blank=True)
    delegation = models.CharField(_("regional delegation"), max_length=120, blank=True)
    aliases = models.TextField(
        _("other names"), blank=True, help_text=_("One per line: as units and their delegations write it. Staff only.")
    )
    website = models.URLField(_("website"), max_length=300, blank=True)
    valid_from = models.DateField(_("first day"), null=True, blank=True)
    valid_until = models.DateField(_("last day"), null=True, blank=True, help_text=_("Included."))
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("succeeded by"),
    )
    folded = FoldedField("code", "name", "city")

    objects = ResearchQuerySet.as_manager()

    class Meta:
        ordering = ["code", F("valid_from").asc(nulls_first=True)]
        verbose_name = _("research unit")
        verbose_name_plural = _("research units")
        constraints = [
            valid_in_order(),
            *once("researchunit_once", ["code"], "valid_from", "code"),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"
