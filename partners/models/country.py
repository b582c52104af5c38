"""Countries and territories, in the regions of the United Nations' M49 standard."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inserm_intl.days import today
from inserm_intl.folding import FoldedField, SortKey
from inserm_intl.records import Row, RowQuerySet


class Region(Row):
    """A region or subregion of the United Nations' M49 standard."""

    natural_key_fields = ("code",)

    code = models.CharField(_("M49 code"), max_length=3, primary_key=True)
    name = models.CharField(_("name"), max_length=100)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subregions", verbose_name=_("region")
    )

    objects = RowQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")

    def __str__(self):
        return self.name


class CountryQuerySet(RowQuerySet):
    def public(self, on=None):
        """Every country exists whatever the day; what is counted for it is of that day."""
        return self.all()

    def in_regions(self, codes):
        """Countries of M49 regions or subregions; Antarctica is in none."""
        return self.filter(Q(subregion__in=codes) | Q(subregion__parent__in=codes))

    def in_groups(self, codes, on=None):
        """Countries that belong to one of the groups on a day (default: today in Paris)."""
        memberships = self.model.memberships.rel.related_model.objects.on(on or today())
        return self.filter(models.Exists(memberships.filter(country=models.OuterRef("pk"), group__code__in=codes)))


class Country(Row):
    """A country or territory of ISO 3166-1, or Kosovo (XK), named as the trade names it."""

    natural_key_fields = ("code",)

    code = models.CharField(_("ISO code"), max_length=2, primary_key=True)
    iso3 = models.CharField(_("ISO code, three letters"), max_length=3, unique=True)
    name = models.CharField(_("name"), max_length=100)
    subregion = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="countries", verbose_name=_("subregion")
    )
    latitude = models.DecimalField(_("latitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=7, decimal_places=4, null=True, blank=True)
    folded = FoldedField("name_fr", "name_en", "name_es", "code", "iso3")
    sort_fr = SortKey("name_fr")
    sort_en = SortKey("name_en", "name_fr")
    sort_es = SortKey("name_es", "name_fr")

    objects = CountryQuerySet.as_manager()

    class Meta:
        ordering = ["sort_fr", "code"]
        verbose_name = _("country or territory")
        verbose_name_plural = _("countries and territories")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z]{2}$") & Q(iso3__regex=r"^[A-Z]{3}$"),
                name="country_code_is_iso",
                violation_error_code="code",
                violation_error_message=_("Two and three capital letters, as in FR and FRA."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("partners:country", args=[self.code])
