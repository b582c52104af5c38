"""Cooperations: the collaborations abroad that research units declare each year. They are not agreements."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inserm_intl.days import FIRST_YEAR, LAST_YEAR, today
from inserm_intl.records import Record, RowQuerySet
from inserm_intl.references import ReferenceCounter

from .country import Country
from .group import Membership
from .institution import HOME, Institution
from .research import ResearchUnit, ThematicInstitute

SERIES = "COL"


class CooperationQuerySet(RowQuerySet):
    def public(self, on=None):
        """Published, and declared for a year begun by the day."""
        return self.filter(published=True, year__lte=(on or today()).year)

    def in_groups(self, codes):
        """With a country that belonged to one of the groups on 31 December of the row's own year."""
        members = Membership.objects.at_end_of(OuterRef("year")).filter(country=OuterRef("country"))
        return self.filter(Exists(members.filter(group__code__in=codes)))

    def latest_year(self) -> int | None:
        return self.order_by().aggregate(models.Max("year"))["year__max"]

    def shown(self, on=None):
        """What a list of cooperations shows, in two queries; an institution only where it is public itself."""
        institutions = Prefetch("institution", Institution.objects.public(on), to_attr="shown_institution")
        return self.select_related("country", "unit", "theme").prefetch_related(institutions)

    @transaction.atomic
    def enter(self, cooperations):
        """Insert many at once: references given, the country taken from the institution where there is one."""
        for cooperation in cooperations:
            cooperation.take_country()
        ReferenceCounter.name(cooperations)
        return self.bulk_create(cooperations, batch_size=1000)


class Cooperation(Record):
    """One collaboration declared by a research unit for a year, with an institution or only a country abroad.

    Thousands are declared a year. They are counted apart from agreements and never added to them.
    """

    natural_key_fields = ("reference",)

    reference = models.CharField(_("reference"), max_length=30, unique=True, editable=False)
    year = models.PositiveSmallIntegerField(_("year declared"))
    unit = models.ForeignKey(ResearchUnit, models.PROTECT, related_name="cooperations", verbose_name=_("research unit"))
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cooperations",
        verbose_name=_("institution"),
        help_text=_("Empty where only the country was declared."),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        blank=True,
        related_name="cooperations",
        verbose_name=_("country or territory"),
        help_text=_("Empty: that of the institution."),
    )
    theme = models.ForeignKey(
        ThematicInstitute,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cooperations",
        verbose_name=_("research field"),
    )
    published = models.BooleanField(_("published"), default=False)

    objects = CooperationQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "reference"]
        verbose_name = _("declared collaboration")
        verbose_name_plural = _("declared collaborations")
        permissions = [("publish_cooperation", _("Can publish declared collaborations"))]
        indexes = [
            models.Index(fields=["-year", "reference"], name="cooperation_year"),
            models.Index(fields=["published", "year", "country"], name="cooperation_counted"),
            models.Index(fields=["institution", "year"], name="cooperation_institution"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="cooperation_year_in_range",
                violation_error_code="year",
                violation_error_message=_("A year from 1900 to 2199."),
            ),
            models.CheckConstraint(
                condition=~Q(country=HOME),
                name="cooperation_abroad",
                violation_error_code="country",
                violation_error_message=_("A declared collaboration is with a partner abroad."),
            ),
        ]

    def __str__(self):
        return self.reference

    def clean(self):
        self.take_country()
        if self.country_id is None:
            raise ValidationError({"country": _("Name an institution or a country.")})
        if self.institution and self.institution.country_id != self.country_id:
            raise ValidationError({"country": _("The institution is not in this country.")})

    def save(self, *args, **options):
        self.take_country()
        if not self.reference:
            self.reference = ReferenceCounter.give(*self.series())
        elif self._state.adding:
            ReferenceCounter.notice([self.reference])
        super().save(*args, **options)

    def get_absolute_url(self):
        return f"{reverse('partners:cooperations')}?id={self.reference}"

    def series(self) -> tuple[str, int]:
        """What its reference counts in."""
        return SERIES, self.year

    def take_country(self) -> None:
        """Fill an empty country with that of the institution."""
        if self.country_id is None and self.institution:
            self.country_id = self.institution.country_id
