"""Exchange programmes: who may go where, for how long, under which agreement."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from inserm_intl.folding import FoldedField, SortKey
from inserm_intl.records import Record, RowQuerySet, filled
from partners.models import Institution

from .agreement import Agreement


class ProgrammeKind(models.TextChoices):
    """The three operating procedures of the new model, and what the historic agreements pay for."""

    VISITS = "exploratory-visits", _("Exploratory visits")
    SEMINARS = "seminars", _("Thematic seminars")
    POSTDOCS = "postdocs", _("Post-doctoral exchange")
    STAYS = "short-stays", _("Short stays")


class ProgrammeQuerySet(RowQuerySet):
    def public(self, on=None):
        """Published programmes; their agreement and partners show only where public themselves."""
        return self.filter(published=True)

    def with_partners(self, institutions):
        """Those in which one of the institutions takes part."""
        rows = ExchangeProgramme.institutions.through.objects.filter(institution__in=institutions)
        return self.filter(models.Exists(rows.filter(exchangeprogramme=models.OuterRef("pk"))))

    def with_next_closing(self, on=None):
        """Bring the minute at which the next public call open on the day closes, as `next_closing`."""
        of_programme = self.model.calls.rel.related_model.objects.filter(programme=models.OuterRef("pk"))
        calls = of_programme.public(on).open_on(on)
        return self.annotate(next_closing=models.Subquery(calls.values("closes_at")[:1]))


class ExchangeProgramme(Record):
    """A programme under an agreement. Its limits are data: entries beyond them warn, they are not refused."""

    slug = models.SlugField(_("address"), max_length=100, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ProgrammeKind)
    title = models.CharField(_("title"), max_length=250)
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        verbose_name=_("agreement"),
    )
    institutions = models.ManyToManyField(
        Institution, blank=True, related_name="programmes", verbose_name=_("partner institutions")
    )
    summary = models.TextField(_("summary"), blank=True)
    eligibility = models.TextField(_("who may apply"), blank=True)
    how_to_apply = models.TextField(_("how to apply"), blank=True)
    mailbox = models.EmailField(_("mailbox"), blank=True, help_text=_("A functional address; it is published."))
    days_min = models.PositiveSmallIntegerField(_("working days, at least"), null=True, blank=True)
    days_max = models.PositiveSmallIntegerField(_("working days, at most"), null=True, blank=True)
    months_min = models.PositiveSmallIntegerField(_("months, at least"), null=True, blank=True)
    months_max = models.PositiveSmallIntegerField(_("months, at most"), null=True, blank=True)
    age_under = models.PositiveSmallIntegerField(_("under the age of"), null=True, blank=True)
    renewals_max = models.PositiveSmallIntegerField(_("renewals, at most"), null=True, blank=True)
    quota_months = models.PositiveSmallIntegerField(
        _("quota a year"), null=True, blank=True, help_text=_("Researcher-months in each direction.")
    )
    publishes_reciprocity = models.BooleanField(
        _("publishes its reciprocity"), default=False, help_text=_("Figures of both directions may be shown.")
    )
    next_call = models.CharField(
        _("next call"),
        max_length=150,
        blank=True,
        help_text=_("In words, while no call is open: “expected in March”."),
    )
    published = models.BooleanField(_("published"), default=False)
    folded = FoldedField("title_fr", "title_en", "title_es", "summary_fr", "summary_en", "summary_es")
    sort_fr = SortKey("title_fr")
    sort_en = SortKey("title_en", "title_fr")
    sort_es = SortKey("title_es", "title_fr")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["sort_fr", "pk"]
        verbose_name = _("exchange programme")
        verbose_name_plural = _("exchange programmes")
        permissions = [("publish_exchangeprogramme", _("Can publish programmes"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(published=False) | filled("title_fr"),
                name="programme_published_in_french",
                violation_error_code="title_fr",
                violation_error_message=_("A French title is required to publish."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ProgrammeKind.values),
                name="programme_kind",
                violation_error_code="kind",
                violation_error_message=_("Choose one of the kinds."),
            ),
            models.CheckConstraint(
                condition=Q(days_min=None) | Q(days_max=None) | Q(days_max__gte=F("days_min")),
                name="programme_days",
                violation_error_code="days_max",
                violation_error_message=_("The highest number is below the lowest."),
            ),
            models.CheckConstraint(
                condition=Q(months_min=None) | Q(months_max=None) | Q(months_max__gte=F("months_min")),
                name="programme_months",
                violation_error_code="months_max",
                violation_error_message=_("The highest number is below the lowest."),
            ),
        ]

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("agreements:programme", args=[self.slug])
