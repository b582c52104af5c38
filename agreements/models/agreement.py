"""Agreements: what was signed with partners abroad, and the one question everyone asks: is it in force?"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from agreements.expectations import Expectation, expectations
from inserm_intl.days import PartialDateField, Precision, agrees_with_precision, today
from inserm_intl.folding import FoldedField, SortKey
from inserm_intl.records import Record, filled
from inserm_intl.references import ReferenceCounter
from partners.models import ResearchUnit, ThematicInstitute

from .agreement_words import AgreementQuerySet, Confidentiality
from .derivation import DERIVED
from .instrument import Instrument
from .party import Party
from .period import AgreementPeriod


class Renewal(models.TextChoices):
    NONE = "none", _("No clause")
    EXPRESS = "express", _("By express agreement")
    TACIT = "tacit", _("Automatic renewal")


class Agreement(Record):
    """An agreement between a French and a foreign side, of a type, for a time.

    Its state on a day is never a field: it is a row of AgreementPeriod, derived by `agreements.life`
    from the dates, signatures, stages and amendments entered. First and last days are included.
    """

    natural_key_fields = ("reference",)

    reference = models.CharField(_("reference"), max_length=40, unique=True, editable=False)
    own_number = models.CharField(_("our number"), max_length=60, blank=True, help_text=_("Staff only."))
    partner_number = models.CharField(_("partner's number"), max_length=60, blank=True, help_text=_("Staff only."))
    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="agreements", verbose_name=_("type of cooperation")
    )
    title = models.CharField(_("title"), max_length=300)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    effective_on = PartialDateField(
        _("effective on"),
        null=True,
        blank=True,
        help_text=_("2016, 11/2016 or 01/11/2016. Empty: on the last signature."),
    )
    effective_on_precision = Precision.field()
    ends_on = PartialDateField(
        _("last day"),
        null=True,
        blank=True,
        end=True,
        help_text=_("Included. Empty: not known, unless there is no end."),
    )
    ends_on_precision = Precision.field()
    open_ended = models.BooleanField(_("no fixed end"), default=False)
    effective_by_text = models.BooleanField(
        _("effective by its text"),
        default=False,
        help_text=_("Takes effect on the day above although signatures are not known."),
    )
    renewal = models.CharField(_("renewal clause"), max_length=8, choices=Renewal, default=Renewal.NONE)
    renewal_months = models.PositiveSmallIntegerField(_("renewed by … months"), null=True, blank=True)
    renewal_maximum = models.PositiveSmallIntegerField(
        _("renewed at most … times"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    notice_months = models.PositiveSmallIntegerField(_("notice, months"), null=True, blank=True)
    notice_given_on = models.DateField(_("notice given on"), null=True, blank=True)
    under_revision_since = models.DateField(_("being revised since"), null=True, blank=True)
    themes = models.ManyToManyField(
        ThematicInstitute, blank=True, related_name="agreements", verbose_name=_("research fields")
    )
    units = models.ManyToManyField(
        ResearchUnit, blank=True, related_name="agreements", verbose_name=_("research units")
    )
    summary = models.TextField(_("summary"), blank=True)
    authentic_languages = models.JSONField(
        _("authentic languages"), default=list, blank=True, help_text=_("The languages of the signed texts.")
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="implementing",
        verbose_name=_("framework agreement"),
    )
    predecessor = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="renewed_by",
        verbose_name=_("renews"),
        error_messages={"unique": _("That agreement already has a successor.")},
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="agreements",
        verbose_name=_("case officer"),
    )
    published = models.BooleanField(_("published"), default=False)
    negotiation_published = models.BooleanField(
        _("publish the negotiation"),
        default=False,
        help_text=_("Show it before signature too. A partner named too early is a diplomatic fault."),
    )
    confidentiality = models.CharField(
        _("confidentiality"), max_length=10, choices=Confidentiality, default=Confidentiality.PUBLIC
    )
    first_day = models.DateField(_("first day in force"), null=True, editable=False)
    first_day_precision = Precision.field()
    last_day = models.DateField(_("end after signed amendments"), null=True, editable=False)
    last_day_precision = Precision.field()
    folded = FoldedField("reference", "title_fr", "title_en", "title_es", "acronym")
    folded_internal = FoldedField("own_number", "partner_number")
    sort_fr = SortKey("title_fr", db_index=True)
    sort_en = SortKey("title_en", "title_fr", db_index=True)
    sort_es = SortKey("title_es", "title_fr", db_index=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = [F("first_day").desc(nulls_last=True), "reference"]
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        permissions = [
            ("publish_agreement", _("Can publish agreements")),
            ("see_restricted", _("Can see restricted agreements and money")),
        ]
        indexes = [
            models.Index(fields=["-first_day", "reference"], name="agreement_first_day"),
            models.Index(fields=["last_day"], name="agreement_last_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("effective_on")),
                name="agreement_in_order",
                violation_error_code="ends_on",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=agrees_with_precision("effective_on") & agrees_with_precision("ends_on", end=True),
                name="agreement_dates_precision",
                violation_error_code="effective_on",
                violation_error_message=_("The day does not agree with its precision."),
            ),
            models.CheckConstraint(
                condition=Q(open_ended=False) | Q(ends_on=None),
                name="agreement_open_or_ending",
                violation_error_code="open_ended",
                violation_error_message=_("An agreement without a fixed end has no last day."),
            ),
            models.CheckConstraint(
                condition=Q(effective_by_text=False) | Q(effective_on__isnull=False),
                name="agreement_effective_by_text",
                violation_error_code="effective_by_text",
                violation_error_message=_("Say on which day the text takes effect."),
            ),
            models.CheckConstraint(
                condition=Q(renewal__in=Renewal.values)
                & (~Q(renewal=Renewal.TACIT) | Q(renewal_months__isnull=False, ends_on__isnull=False))
                & (Q(renewal_months=None) | Q(renewal_months__range=(1, 600))),
                name="agreement_tacit_renewal",
                violation_error_code="renewal_months",
                violation_error_message=_("Automatic renewal needs a last day and a number of months, from 1 to 600."),
            ),
            models.CheckConstraint(
                condition=Q(notice_months=None) | Q(notice_months__lte=120),
                name="agreement_notice_months",
                violation_error_code="notice_months",
                violation_error_message=_("At most 120 months."),
            ),
            models.CheckConstraint(
                condition=Q(notice_given_on=None) | Q(renewal=Renewal.TACIT),
                name="agreement_notice_needs_clause",
                violation_error_code="notice_given_on",
                violation_error_message=_("Notice ends an automatic renewal; this agreement has none."),
            ),
            models.CheckConstraint(
                condition=Q(published=False) | filled("title_fr"),
                name="agreement_published_in_french",
                violation_error_code="title_fr",
                violation_error_message=_("A French title is required to publish."),
            ),
            models.CheckConstraint(
                condition=Q(published=False) | Q(confidentiality=Confidentiality.PUBLIC),
                name="agreement_published_is_public",
                violation_error_code="confidentiality",
                violation_error_message=_("Only a public agreement can be published."),
            ),
            models.CheckConstraint(
                condition=Q(confidentiality__in=Confidentiality.values),
                name="agreement_confidentiality",
                violation_error_code="confidentiality",
                violation_error_message=_("Choose a level."),
            ),
            models.CheckConstraint(
                condition=(Q(predecessor=None) | ~Q(predecessor=F("pk"))) & (Q(parent=None) | ~Q(parent=F("pk"))),
                name="agreement_not_its_own_kin",
                violation_error_code="predecessor",
                violation_error_message=_("An agreement neither renews nor frames itself."),
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.acronym or self.title or ''}".strip()

    def save(self, *args, **options):
        if not self.reference:
            self.reference = ReferenceCounter.give(*self.series())
        elif self._state.adding:
            ReferenceCounter.notice([self.reference])
        super().save(*args, **options)

    def get_absolute_url(self):
        return reverse("agreements:agreement", args=[self.reference])

    def series(self) -> tuple[str, int]:
        """What its reference counts in: its type, and the year of effect where known, else the current year."""
        return self.instrument.code.upper(), (self.effective_on or today()).year

    def expectations(self, parties=None) -> list[Expectation]:
        """What blocks and what only surprises; `parties` may be rows not saved yet."""
        if parties is None:
            parties = list(self.parties.select_related("institution")) if self.pk else []
        return expectations(self, parties)

    def rebuild_periods(self) -> None:
        type(self).objects.filter(pk=self.pk).rebuild_periods()
        self.refresh_from_db(fields=DERIVED)

    def period_on(self, day) -> AgreementPeriod | None:
        """The period that holds the day; only after `with_state(day)` or `with_details()`."""
        rows = self.life if hasattr(self, "life") else self.shown_periods
        return next((row for row in rows if row.holds(day)), None)

    @property
    def partners(self) -> list[Party]:
        """The public parties of the other side; only after `shown(on)`."""
        return [party for party in self.shown_parties if party.side == "partner"]
