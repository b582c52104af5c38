"""Stages: the dated log of a negotiation, and whose desk it is on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.records import Row, RowQuerySet


class StageKind(models.TextChoices):
    UNDER_DISCUSSION = "under-discussion", _("Under negotiation")
    LEGAL_REVIEW = "legal-review", _("Legal review")
    AWAITING_SIGNATURE = "awaiting-signature", _("Awaiting signature")
    SIGNED = "signed", _("Signed")
    NOT_PURSUED = "not-pursued", _("Not pursued")


class Desk(models.TextChoices):
    """Who has to act next."""

    OFFICE = "office", _("our office")
    UNIT = "unit", _("the research unit")
    INSTITUTE = "institute", _("the thematic institute")
    LEGAL = "legal", _("legal affairs")
    SECURITY = "security", _("the security officer")
    DIRECTORATE = "directorate", _("the Directorate-General")
    PARTNER = "partner", _("the partner")
    MINISTRY = "ministry", _("a ministry or embassy")


class StageQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: a negotiation's log is for staff."""
        return self.none()

    def current(self):
        """The last line of the log of the agreement at hand (`OuterRef("pk")`)."""
        return self.filter(agreement=models.OuterRef("pk")).order_by("-since", "-pk")


class Stage(Row):
    """One line of the log. The current stage is the last line; its `since` says for how long."""

    natural_key_fields = ("agreement__reference", "kind", "since")

    agreement = models.ForeignKey("Agreement", models.CASCADE, related_name="stages", verbose_name=_("agreement"))
    kind = models.CharField(_("stage"), max_length=20, choices=StageKind, default=StageKind.UNDER_DISCUSSION)
    since = models.DateField(_("since"))
    desk = models.CharField(
        _("on whose desk"), max_length=12, choices=Desk, blank=True, help_text=_("Who has to act next.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True, help_text=_("Staff only: “chased on 2 April”."))

    objects = StageQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "since"],
                name="stage_once",
                violation_error_code="since",
                violation_error_message=_("This stage is already entered on that day."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=StageKind.values) & Q(desk__in=["", *Desk.values]),
                name="stage_choices",
                violation_error_code="kind",
                violation_error_message=_("Choose one of the stages."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.since}"
