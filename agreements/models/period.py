"""Periods: what an agreement was from a day to a day, as `agreements.life` derived it."""

from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.life import TERMINATED, State
from inserm_intl.days import ONE_DAY, Precision, shown
from inserm_intl.records import Row, RowQuerySet

LABELS = {
    State.UNDER_DISCUSSION: _("Under discussion"),
    State.NOT_PURSUED: _("Not pursued"),
    State.UPCOMING: _("Signed, not yet in force"),
    State.IN_FORCE: _("In force"),
    State.SUSPENDED: _("Suspended"),
    State.ENDED: _("Ended"),
    State.UNKNOWN: _("End date not known"),
}
PUBLIC_STATES = [state for state in State if state != State.NOT_PURSUED]
SIGNED_STATES = [state for state in PUBLIC_STATES if state != State.UNDER_DISCUSSION]


class PeriodQuerySet(RowQuerySet):
    def on(self, day):
        """Periods that hold the day; first and last day included."""
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day)

    def shown(self, negotiation_published):
        """Periods a visitor may know of: never "not pursued", a negotiation only where it is published."""
        negotiated = Q(state=State.UNDER_DISCUSSION, negotiated=True)
        return self.alias(negotiated=ExpressionWrapper(negotiation_published, models.BooleanField())).filter(
            Q(state__in=SIGNED_STATES) | negotiated
        )

    def during(self, first, last):
        """Periods that share at least a day with first..last."""
        return self.filter(Q(until=None) | Q(until__gte=first), since__lte=last)


class AgreementPeriod(Row):
    """A state and the days it lasted. Derived: only `Agreement.objects.rebuild_periods()` writes here."""

    natural_key_fields = ("agreement__reference", "since")

    agreement = models.ForeignKey("Agreement", models.CASCADE, related_name="periods", verbose_name=_("agreement"))
    state = models.CharField(_("state"), max_length=20, choices=LABELS)
    since = models.DateField(_("first day"))
    until = models.DateField(_("last day"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=12, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["since"]
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        indexes = [
            models.Index(fields=["agreement", "state", "since", "until"], name="period_of_agreement"),
            models.Index(fields=["since"], name="period_since"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "since"], name="period_once"),
            models.CheckConstraint(
                condition=Q(state__in=list(State)) & (Q(until=None) | Q(until__gte=F("since"))),
                name="period_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.state} {self.since}..{self.until or ''}"

    def holds(self, day) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def label(self):
        return _("Ended early") if self.reason == TERMINATED else LABELS[State(self.state)]

    @property
    def told(self) -> str:
        """ "In force: 2016 – 31 October 2020": its days as precisely as the agreement's are known."""
        since, until = self.edges()
        return gettext("%(state)s: %(since)s – %(until)s") % {"state": self.label, "since": since, "until": until}

    def edges(self) -> tuple[str, str]:
        """First and last day in words; beside a vague day of the agreement, "after 2019" and "before 2016"."""
        first, last = self.agreement.first_day, self.agreement.last_day
        first_precision, last_precision = self.agreement.first_day_precision, self.agreement.last_day_precision
        since = shown(self.since, first_precision if self.since == first else Precision.DAY)
        until = shown(self.until, last_precision if self.until == last else Precision.DAY)
        if last and self.since - last == ONE_DAY and last_precision != Precision.DAY:
            since = gettext("after %(day)s") % {"day": shown(last, last_precision)}
        if first and self.until and first - self.until == ONE_DAY and first_precision != Precision.DAY:
            until = gettext("before %(day)s") % {"day": shown(first, first_precision)}
        return since, until or "…"
