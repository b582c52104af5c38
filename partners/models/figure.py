"""Key figures as they were published: each with its year, its qualifier and what it is a share of."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from inserm_intl.days import FIRST_YEAR, LAST_YEAR, Precision, shown, today
from inserm_intl.numbers import number
from inserm_intl.records import Record, RowQuerySet, filled

from .country import Country
from .group import CountryGroup, Membership


class Unit(models.TextChoices):
    COUNT = "count", _("number")
    PERCENT = "percent", _("percent")


class Qualifier(models.TextChoices):
    """How the source puts its number."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    MORE_THAN = "more-than", _("more than")
    NEARLY = "nearly", _("nearly")


class IndicatorQuerySet(RowQuerySet):
    def public(self, on=None):
        """Every indicator; its figures are of their year."""
        return self.all()


class Indicator(Record):
    """What a published figure counts. Another denominator is another indicator: never one line."""

    natural_key_fields = ("code",)

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=150)
    definition = models.TextField(_("definition"), blank=True, help_text=_("What is counted, by whom, when."))
    unit = models.CharField(_("unit"), max_length=8, choices=Unit, default=Unit.COUNT)
    denominator = models.CharField(_("share of"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(
                condition=Q(unit__in=Unit.values) & (~Q(unit=Unit.PERCENT) | filled("denominator_fr")),
                name="indicator_denominator",
                violation_error_code="denominator_fr",
                violation_error_message=_("Say of what this is a share."),
            ),
        ]

    def __str__(self):
        return self.name or self.code


class KeyFigureQuerySet(RowQuerySet):
    def public(self, on=None):
        """Published, and of a year begun by the day."""
        return self.filter(published=True, year__lte=(on or today()).year)

    def in_groups(self, codes):
        """Of one of the groups, or of a country that belonged to it on 31 December of the figure's year."""
        members = Membership.objects.at_end_of(models.OuterRef("year")).filter(group__code__in=codes)
        return self.filter(Q(group__code__in=codes) | models.Exists(members.filter(country=models.OuterRef("country"))))


class KeyFigure(Record):
    """A value that someone published, for the world or for a country or group."""

    slug = models.SlugField(_("short name"), max_length=100, unique=True)
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="figures", verbose_name=_("indicator"))
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("country or territory"),
    )
    group = models.ForeignKey(
        CountryGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="figures",
        verbose_name=_("group"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    year_is_about = models.BooleanField(
        _("year not certain"), default=False, help_text=_("The source bears no date, or spans several years.")
    )
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=1)
    qualifier = models.CharField(_("qualifier"), max_length=10, choices=Qualifier, default=Qualifier.EXACT)
    wording = models.CharField(
        _("as the source puts it"), max_length=100, blank=True, help_text=_("The number only, such as “> 7 000”.")
    )
    published = models.BooleanField(_("published"), default=False)

    objects = KeyFigureQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", F("country").asc(nulls_first=True), F("group").asc(nulls_first=True), "year", "slug"]
        verbose_name = _("published figure")
        verbose_name_plural = _("published figures")
        permissions = [("publish_keyfigure", _("Can publish figures"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)) & Q(value__gte=0),
                name="keyfigure_in_range",
                violation_error_code="year",
                violation_error_message=_("A year from 1900 to 2199, and no negative value."),
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=Qualifier.values),
                name="keyfigure_qualifier",
                violation_error_code="qualifier",
                violation_error_message=_("Choose one of the qualifiers."),
            ),
            models.CheckConstraint(
                condition=Q(country=None) | Q(group=None),
                name="keyfigure_country_or_group",
                violation_error_code="group",
                violation_error_message=_("Of a country or of a group, not both."),
            ),
            models.CheckConstraint(
                condition=Q(published=False) | Q(invented=True) | ~Q(source_url=""),
                name="keyfigure_published_with_source",
                violation_error_code="source_url",
                violation_error_message=_("Name the source to publish."),
            ),
        ]

    def __str__(self):
        return self.slug

    @property
    def told(self) -> str:
        """The value as words: "more than 7,000", "nearly 25 %"."""
        value = number(self.value.normalize())
        if self.indicator.unit == Unit.PERCENT:
            value = gettext("%(number)s%%") % {"number": value}
        exact = self.qualifier == Qualifier.EXACT
        return value if exact else f"{self.get_qualifier_display()} {value}"

    @property
    def told_year(self) -> str:
        return shown(datetime.date(self.year, 1, 1), Precision.ABOUT if self.year_is_about else Precision.YEAR)
