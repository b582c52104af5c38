"""Instruments: the types of cooperation (LIA, GDRI, framework agreement…) and what each expects."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inserm_intl.folding import FoldedField
from inserm_intl.records import Record, RowQuerySet, filled


class InstrumentQuerySet(RowQuerySet):
    def public(self, on=None):
        """Types of cooperation are public knowledge, those of the past too."""
        return self.all()


def at_most(low: str, high: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{low: None}) | Q(**{high: None}) | Q(**{f"{high}__gte": F(low)}),
        name=f"instrument_{high}_above_{low}",
        violation_error_code=high,
        violation_error_message=_("The highest number is below the lowest."),
    )


def number(label, **options) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, null=True, blank=True, **options)


class Instrument(Record):
    """A type of cooperation. Its expectations are data: an officer can add a type without a programmer."""

    natural_key_fields = ("code",)

    code = models.SlugField(
        _("code"), max_length=20, unique=True, help_text=_("Begins the references: “lia” gives LIA-2026-001.")
    )
    acronym = models.CharField(_("acronym"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=150)
    expansion = models.CharField(
        _("expansion"),
        max_length=200,
        blank=True,
        help_text=_("What the acronym stands for, where it is documented."),
    )
    description = models.TextField(_("description"), blank=True)
    sides_expected = number(_("sides expected"))
    parties_min = number(_("parties, at least"))
    parties_max = number(_("parties, at most"))
    countries_min = number(_("countries, at least"))
    countries_max = number(_("countries, at most"))
    laboratories_min = number(_("laboratories, at least"))
    laboratories_max = number(_("laboratories, at most"))
    default_months = number(
        _("usual duration, months"),
        help_text=_("Also how long an agreement counts as in force when its end is not known."),
    )
    renewals_max = number(_("renewals, at most"))
    reporting_months = number(_("a report every … months"))
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
    order = models.PositiveSmallIntegerField(_("order"), default=100)
    folded = FoldedField(
        "code", "acronym", "name_fr", "name_en", "name_es", "expansion_fr", "expansion_en", "expansion_es"
    )

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("type of cooperation")
        verbose_name_plural = _("types of cooperation")
        constraints = [
            at_most("parties_min", "parties_max"),
            at_most("countries_min", "countries_max"),
            at_most("laboratories_min", "laboratories_max"),
            at_most("valid_from", "valid_until"),
            models.CheckConstraint(
                condition=filled("name_fr"),
                name="instrument_named_in_french",
                violation_error_code="name_fr",
                violation_error_message=_("A French name is required."),
            ),
            models.CheckConstraint(
                condition=Q(default_months=None) | Q(default_months__range=(1, 600)),
                name="instrument_default_months",
                violation_error_code="default_months",
                violation_error_message=_("Between 1 and 600 months, or empty."),
            ),
        ]

    def __str__(self):
        return f"{self.acronym} – {self.name}" if self.acronym else self.name

    def get_absolute_url(self):
        return reverse("agreements:instrument", args=[self.code])

    @property
    def short(self) -> str:
        return self.acronym or self.name
