"""Amendments: what was changed after signature. An unsigned one moves nothing and is not shown."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.life import Change
from inserm_intl.records import Row, RowQuerySet

CHANGES = {
    Change.CHANGE: pgettext_lazy("what an amendment does", "Change"),
    Change.EXTENSION: _("Extension"),
    Change.SUSPENSION: _("Suspension"),
    Change.RESUMPTION: _("Resumption"),
    Change.TERMINATION: _("Termination"),
}


class AmendmentQuerySet(RowQuerySet):
    def public(self, on=None):
        """Signed amendments of public agreements."""
        agreements = self.model.agreement.field.related_model.objects.public(on)
        return self.filter(agreement__in=agreements, signed_on__isnull=False)


class Amendment(Row):
    """A numbered amendment, in effect from its own day on, which may lie before its signature."""

    natural_key_fields = ("agreement__reference", "number")

    agreement = models.ForeignKey("Agreement", models.CASCADE, related_name="amendments", verbose_name=_("agreement"))
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=12, choices=CHANGES, default=Change.EXTENSION)
    signed_on = models.DateField(_("signed on"), null=True, blank=True, help_text=_("By all; nothing moves before."))
    effective_on = models.DateField(_("effective on"), null=True, blank=True, help_text=_("Empty: on signature."))
    new_end = models.DateField(_("new last day"), null=True, blank=True, help_text=_("Included."))
    subject = models.CharField(_("subject"), max_length=300, blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        indexes = [models.Index(fields=["signed_on"], name="amendment_signed")]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"],
                name="amendment_once",
                violation_error_code="number",
                violation_error_message=_("This number is taken."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=list(Change)),
                name="amendment_kind",
                violation_error_code="kind",
                violation_error_message=_("Choose one of the kinds."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[Change.EXTENSION, Change.TERMINATION]) | Q(new_end__isnull=False),
                name="amendment_new_end",
                violation_error_code="new_end",
                violation_error_message=_("An extension or a termination needs its new last day."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[Change.SUSPENSION, Change.RESUMPTION]) | Q(new_end=None),
                name="amendment_suspension_keeps_end",
                violation_error_code="new_end",
                violation_error_message=_(
                    "A suspension or a resumption leaves the last day as it is: extend beside it."
                ),
            ),
        ]

    def __str__(self):
        return f"{self.number}"
