"""Parties: which institution is in an agreement, on which side, signed when and where; and what each pays."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.days import PartialDateField, Precision, agrees_with_precision
from inserm_intl.records import Row, RowQuerySet, Versioned
from partners.models import Institution


class Side(models.TextChoices):
    FRENCH = "french", _("French side")
    PARTNER = "partner", _("partner's side")


class Role(models.TextChoices):
    PARTY = "party", _("party")
    IN_PRESENCE = "in-presence", _("in the presence of")
    CO_SIGNATORY = "co-signatory", _("co-signatory")
    FUNDER = "funder", _("funder")


class PartyQuerySet(RowQuerySet):
    def public(self, on=None):
        """Parties whose agreement and institution are both public on the day."""
        agreements = self.model.agreement.field.related_model.objects.public(on)
        return self.of_public_institutions(on).filter(agreement__in=agreements)

    def of_public_institutions(self, on=None):
        """The public ones among the parties of an agreement that is known to be public."""
        return self.filter(institution__in=Institution.objects.public(on))


class Party(Row):
    """An institution in an agreement. Each side may sign on its own day, in its own place."""

    natural_key_fields = ("agreement__reference", "institution__slug")

    agreement = models.ForeignKey("Agreement", models.CASCADE, related_name="parties", verbose_name=_("agreement"))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="parties", verbose_name=_("institution"))
    side = models.CharField(_("side"), max_length=8, choices=Side, default=Side.PARTNER)
    role = models.CharField(
        _("role"), max_length=14, choices=Role, default=Role.PARTY, help_text=_("Only parties need to sign.")
    )
    laboratory = models.CharField(_("laboratory"), max_length=200, blank=True)
    signed_on = PartialDateField(_("signed on"), null=True, blank=True)
    signed_on_precision = Precision.field()
    signed_at = models.CharField(_("place of signature"), max_length=120, blank=True)
    signatory_function = models.CharField(_("function of the signatory"), max_length=150, blank=True)
    signatory_name = models.CharField(
        _("name of the signatory"), max_length=150, blank=True, help_text=_("Staff only; never published.")
    )
    by_delegation = models.BooleanField(_("by delegation"), default=False)
    originals_received = models.BooleanField(_("original received"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = PartyQuerySet.as_manager()

    class Meta:
        ordering = ["side", "order", "pk"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        indexes = [models.Index(fields=["signed_on"], name="party_signed")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "institution"],
                name="party_once",
                violation_error_code="institution",
                violation_error_message=_("This institution is already in the agreement."),
            ),
            models.CheckConstraint(
                condition=Q(side__in=Side.values) & Q(role__in=Role.values),
                name="party_choices",
                violation_error_code="side",
                violation_error_message=_("Choose a side and a role."),
            ),
            models.CheckConstraint(
                condition=agrees_with_precision("signed_on"),
                name="party_signed_on_precision",
                violation_error_code="signed_on",
                violation_error_message=_("The day does not agree with its precision."),
            ),
        ]

    def __str__(self):
        return f"{self.get_side_display()} {self.institution_id}"


class ContributionQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: money is restricted."""
        return self.none()


class Contribution(Versioned):
    """What a party gives in a year, in money or in researcher-months. Restricted."""

    natural_key_fields = ("party__agreement__reference", "party__institution__slug", "year")

    party = models.ForeignKey(Party, models.CASCADE, related_name="contributions", verbose_name=_("party"))
    year = models.PositiveSmallIntegerField(_("year"))
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(
        _("currency"), max_length=3, default="EUR", help_text=_("ISO 4217, such as EUR or CAD.")
    )
    researcher_months = models.DecimalField(
        _("researcher-months"), max_digits=6, decimal_places=1, null=True, blank=True
    )

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ["year"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["party", "year"],
                name="contribution_once",
                violation_error_code="year",
                violation_error_message=_("This year is already entered."),
            ),
            models.CheckConstraint(
                condition=Q(year__range=(1900, 2199))
                & Q(currency__regex=r"^[A-Z]{3}$")
                & (Q(amount=None) | Q(amount__gte=0))
                & (Q(researcher_months=None) | Q(researcher_months__gte=0)),
                name="contribution_in_range",
                violation_error_code="amount",
                violation_error_message=_(
                    "A year from 1900 to 2199, three capital letters of currency, no negative amount."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.year}"
