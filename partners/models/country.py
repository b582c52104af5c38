"""Countries and territories, the groups they belong to on a day, and where the institute wants to go."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inserm_intl.days import today
from inserm_intl.folding import FoldedField, SortKey
from inserm_intl.records import Record, Row, RowQuerySet, filled


def covers(on) -> Q:
    """`since` to `until` holds the day; both days included, an empty one is open."""
    return (Q(since=None) | Q(since__lte=on)) & (Q(until=None) | Q(until__gte=on))


def in_order() -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
        name="%(class)s_until_after_since",
        violation_error_code="until",
        violation_error_message=_("The last day comes before the first."),
    )


def once(name: str, fields: list[str], since: str, speaks_at: str) -> list[models.UniqueConstraint]:
    """The fields are unique with a start day that may be empty, on databases that hold NULLs distinct."""
    told: dict[str, Any] = {
        "violation_error_code": speaks_at,
        "violation_error_message": _("There is already one that begins on that day."),
    }
    return [
        models.UniqueConstraint(fields=[*fields, since], name=name, **told),
        models.UniqueConstraint(fields=fields, condition=Q(**{since: None}), name=f"{name}_always", **told),
    ]


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
        member = Membership.objects.filter(covers(on or today()), country=models.OuterRef("pk"), group__code__in=codes)
        return self.filter(models.Exists(member))


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


class CountryGroup(Record):
    """A dated list of countries: the EU, its vicinity, emerging powers, priorities. Groups overlap."""

    natural_key_fields = ("code",)

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    countries = models.ManyToManyField(
        Country, through="Membership", related_name="groups", verbose_name=_("countries")
    )

    objects = RowQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("group of countries")
        verbose_name_plural = _("groups of countries")

    def __str__(self):
        return self.name


class Membership(Row):
    """A country belongs to a group from `since` to `until`, both days included."""

    natural_key_fields = ("group__code", "country_id", "since")

    group = models.ForeignKey(CountryGroup, models.CASCADE, related_name="memberships", verbose_name=_("group"))
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="memberships", verbose_name=_("country or territory")
    )
    since = models.DateField(_("first day"), null=True, blank=True, help_text=_("Empty: always."))
    until = models.DateField(_("last day"), null=True, blank=True, help_text=_("Included. Empty: still a member."))

    objects = RowQuerySet.as_manager()

    class Meta:
        ordering = ["group", "country", F("since").asc(nulls_first=True)]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            in_order(),
            *once("membership_once", ["group", "country"], "since", "country"),
        ]

    def __str__(self):
        return f"{self.country_id} {self.since or ''}–{self.until or ''}"


class PriorityQuerySet(RowQuerySet):
    def public(self, on=None):
        """Published, and in its period on the day."""
        return self.filter(covers(on or today()), published=True)

    def for_country(self, country: str, on=None):
        """Priorities that name the country, or a group that it belongs to on the day."""
        groups = Membership.objects.filter(covers(on or today()), country=country).values("group")
        return self.filter(Q(country=country) | Q(group__in=groups))


class Priority(Record):
    """Where the institute wants to cooperate, and on what, for a time."""

    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="priorities",
        verbose_name=_("country or territory"),
    )
    group = models.ForeignKey(
        CountryGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="priorities",
        verbose_name=_("group"),
    )
    slug = models.SlugField(_("short name"), max_length=80, unique=True)
    themes = models.ManyToManyField(
        "partners.ThematicInstitute", blank=True, related_name="priorities", verbose_name=_("research fields")
    )
    since = models.DateField(_("first day"), null=True, blank=True)
    until = models.DateField(_("last day"), null=True, blank=True, help_text=_("Included."))
    text = models.TextField(_("text"), blank=True)
    published = models.BooleanField(_("published"), default=False)

    objects = PriorityQuerySet.as_manager()

    class Meta:
        ordering = [F("since").desc(nulls_last=True), "slug"]
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        permissions = [("publish_priority", _("Can publish priorities"))]
        constraints = [
            in_order(),
            models.CheckConstraint(
                condition=Q(country=None, group__isnull=False) | Q(country__isnull=False, group=None),
                name="priority_country_or_group",
                violation_error_code="country",
                violation_error_message=_("Name a country or a group, not both."),
            ),
            models.CheckConstraint(
                condition=Q(published=False) | filled("text_fr"),
                name="priority_published_in_french",
                violation_error_code="text_fr",
                violation_error_message=_("A French text is required to publish."),
            ),
        ]

    def __str__(self):
        return self.slug
