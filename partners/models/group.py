"""Groups of countries and who belonged to them on a day: the EU, its vicinity, emerging powers, priorities."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.records import Record, Row, RowQuerySet

from .country import Country
from .spans import covers, in_order, once


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


class MembershipQuerySet(RowQuerySet):
    def on(self, day):
        """Memberships that hold the day."""
        return self.filter(covers(day))

    def at_end_of(self, year):
        """Memberships that hold 31 December of a year, which may be an expression."""
        begun = Q(since=None) | Q(since__year__lte=year)
        last_day = Q(until__year=year, until__month=12, until__day=31)
        return self.filter(begun, Q(until=None) | Q(until__year__gt=year) | last_day)


class Membership(Row):
    """A country belongs to a group from `since` to `until`, both days included."""

    natural_key_fields = ("group__code", "country_id", "since")

    group = models.ForeignKey(CountryGroup, models.CASCADE, related_name="memberships", verbose_name=_("group"))
    country = models.ForeignKey(
        Country, models.PROTECT, related_name="memberships", verbose_name=_("country or territory")
    )
    since = models.DateField(_("first day"), null=True, blank=True, help_text=_("Empty: always."))
    until = models.DateField(_("last day"), null=True, blank=True, help_text=_("Included. Empty: still a member."))

    objects = MembershipQuerySet.as_manager()

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
