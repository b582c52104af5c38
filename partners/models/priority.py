"""Where the institute wants to cooperate, and on what."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.days import today
from inserm_intl.records import Record, RowQuerySet, filled

from .country import Country
from .group import CountryGroup, Membership
from .research import ThematicInstitute
from .spans import covers, in_order


class PriorityQuerySet(RowQuerySet):
    def public(self, on=None):
        """Published, and in its period on the day."""
        return self.filter(covers(on or today()), published=True)

    def for_country(self, country: str, on=None):
        """Priorities that name the country, or a group that it belongs to on the day."""
        groups = Membership.objects.on(on or today()).filter(country=country).values("group")
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
        ThematicInstitute, blank=True, related_name="priorities", verbose_name=_("research fields")
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
