"""Activities: the visits, seminars, stays and missions that happen under the agreements, or lead to one."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inserm_intl.days import PartialDateField, Precision, agrees_with_precision, today
from inserm_intl.folding import FoldedField
from inserm_intl.records import Record, RowQuerySet, filled
from inserm_intl.references import ReferenceCounter
from partners.models import Country, Institution, ThematicInstitute

from .agreement import Agreement
from .programme import ExchangeProgramme


class ActivityKind(models.TextChoices):
    VISIT = "visit", _("Exploratory visit")
    SEMINAR = "seminar", _("Seminar")
    STAY = "stay", _("Stay")
    MISSION = "mission", _("Exploratory mission by senior management")


SERIES = {
    ActivityKind.VISIT: "VIS",
    ActivityKind.SEMINAR: "SEM",
    ActivityKind.STAY: "STA",
    ActivityKind.MISSION: "MIS",
}


class Status(models.TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class Direction(models.TextChoices):
    """Which way people travel; reciprocity compares the two."""

    OUTGOING = "outgoing", _("From France")
    INCOMING = "incoming", _("To France")
    BOTH = "both", _("Both ways")


class ActivityQuerySet(RowQuerySet):
    def public(self, on=None):
        """Published activities begun by the day; asked of today or later, also those announced."""
        day = on or today()
        begun = Q(starts_on__lte=day)
        if day >= today():
            begun |= Q(status__in=[Status.PLANNED, Status.POSTPONED])
        return self.filter(begun, published=True)

    def with_partners(self, institutions):
        """Those in which one of the institutions takes part."""
        rows = Activity.institutions.through.objects.filter(institution__in=institutions)
        return self.filter(models.Exists(rows.filter(activity=models.OuterRef("pk"))))

    def shown(self):
        """What a list of activities shows, in one query."""
        return self.select_related("country")


class Activity(Record):
    """A visit, seminar, stay or mission. People are counted, never named; empty means not reported."""

    natural_key_fields = ("reference",)

    reference = models.CharField(_("reference"), max_length=30, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=ActivityKind)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED)
    title = models.CharField(_("title"), max_length=300)
    programme = models.ForeignKey(
        ExchangeProgramme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("exchange programme"),
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("agreement"),
    )
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.BOTH)
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        related_name="activities",
        verbose_name=_("partner country"),
        help_text=_("The country cooperated with, also where the seminar was held in France."),
    )
    city = models.CharField(_("city"), max_length=120, blank=True, help_text=_("Where it takes place."))
    institutions = models.ManyToManyField(
        Institution, blank=True, related_name="activities", verbose_name=_("institutions")
    )
    themes = models.ManyToManyField(
        ThematicInstitute, blank=True, related_name="activities", verbose_name=_("research fields")
    )
    starts_on = PartialDateField(_("first day"))
    starts_on_precision = Precision.field()
    ends_on = PartialDateField(_("last day"), null=True, blank=True, end=True, help_text=_("Included."))
    ends_on_precision = Precision.field()
    people_french = models.PositiveSmallIntegerField(
        _("people, French side"), null=True, blank=True, help_text=_("Empty: not reported.")
    )
    people_partner = models.PositiveSmallIntegerField(
        _("people, partner's side"), null=True, blank=True, help_text=_("Empty: not reported.")
    )
    researcher_months = models.DecimalField(
        _("researcher-months"), max_digits=6, decimal_places=1, null=True, blank=True
    )
    paid_by = models.CharField(_("who pays"), max_length=200, blank=True, help_text=_("Staff only."))
    led_to_agreements = models.ManyToManyField(
        Agreement, blank=True, related_name="came_from", verbose_name=_("led to agreements")
    )
    led_to_activities = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="came_from", verbose_name=_("led to activities")
    )
    published = models.BooleanField(_("published"), default=False)
    folded = FoldedField("reference", "title_fr", "title_en", "title_es", "city")

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "reference"]
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        permissions = [("publish_activity", _("Can publish activities"))]
        indexes = [models.Index(fields=["published", "starts_on", "reference"], name="activity_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(published=False) | filled("title_fr"),
                name="activity_published_in_french",
                violation_error_code="title_fr",
                violation_error_message=_("A French title is required to publish."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ActivityKind.values)
                & Q(status__in=Status.values)
                & Q(direction__in=Direction.values),
                name="activity_choices",
                violation_error_code="kind",
                violation_error_message=_("Choose a kind, a status and a direction."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="activity_in_order",
                violation_error_code="ends_on",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=agrees_with_precision("starts_on") & agrees_with_precision("ends_on", end=True),
                name="activity_dates_precision",
                violation_error_code="starts_on",
                violation_error_message=_("The day does not agree with its precision."),
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title or ''}".strip()

    def save(self, *args, **options):
        if not self.reference:
            self.reference = ReferenceCounter.give(SERIES[self.kind], self.starts_on.year)
        elif self._state.adding:
            ReferenceCounter.notice([self.reference])
        super().save(*args, **options)

    def get_absolute_url(self):
        return reverse("agreements:activity", args=[self.reference])
