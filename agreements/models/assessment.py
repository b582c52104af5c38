"""Assessments: the policy's four key words, a sentence each, at three moments of an agreement's life."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.records import Record, RowQuerySet

from .agreement import Agreement

KEY_WORDS = ("scientific_excellence", "complementarity", "reciprocity", "added_value")


class Moment(models.TextChoices):
    """When an agreement is judged: before it is signed, half-way, and before it is renewed."""

    PROPOSAL = "proposal", _("Proposal")
    MID_TERM = "mid-term", _("Mid-term")
    RENEWAL = "renewal", _("Renewal")


class SecurityOpinion(models.TextChoices):
    """What the security officer says of the cooperation."""

    NOT_NEEDED = "not-needed", _("Not needed")
    REQUESTED = "requested", _("Requested")
    FAVOURABLE = "favourable", _("Favourable")
    RESERVED = "reserved", _("Favourable, with reservations")
    UNFAVOURABLE = "unfavourable", _("Unfavourable")


class AssessmentQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: a judgement is restricted."""
        return self.none()

    def seen_by(self, user):
        """Those of the agreements that the user may read; the permission to read any is asked elsewhere."""
        return self.filter(agreement__in=Agreement.objects.seen_by(user))


class Assessment(Record):
    """What was judged of an agreement at a moment: one for each. Restricted, as is the security opinion."""

    natural_key_fields = ("agreement__reference", "moment")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="assessments", verbose_name=_("agreement"))
    moment = models.CharField(_("moment"), max_length=10, choices=Moment)
    assessed_on = models.DateField(_("assessed on"))
    assessed_by = models.CharField(
        _("assessed by"),
        max_length=150,
        help_text=_("The body or function that judged: “International Relations Committee”."),
    )
    scientific_excellence = models.CharField(
        _("scientific excellence"), max_length=400, blank=True, help_text=_("One sentence: why these teams?")
    )
    complementarity = models.CharField(
        _("complementarity"),
        max_length=400,
        blank=True,
        help_text=_("One sentence: what does each side have that the other lacks?"),
    )
    reciprocity = models.CharField(
        _("reciprocity"),
        max_length=400,
        blank=True,
        help_text=_("One sentence: does each side give as much as it gets: people, money, results?"),
    )
    added_value = models.CharField(
        _("added value"), max_length=400, blank=True, help_text=_("One sentence: what would not happen without it?")
    )
    security_opinion = models.CharField(
        _("security opinion"), max_length=12, choices=SecurityOpinion, blank=True, help_text=_("Empty: not asked for.")
    )
    security_opinion_on = models.DateField(
        _("security opinion of"), null=True, blank=True, help_text=_("The day it was requested or given.")
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-assessed_on", "-pk"]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "moment"],
                name="assessment_once",
                violation_error_code="moment",
                violation_error_message=_("This agreement already has an assessment at that moment."),
            ),
            models.CheckConstraint(
                condition=Q(moment__in=Moment.values) & Q(security_opinion__in=["", *SecurityOpinion.values]),
                name="assessment_choices",
                violation_error_code="moment",
                violation_error_message=_("Choose a moment, and one of the security opinions."),
            ),
            models.CheckConstraint(
                condition=~Q(**dict.fromkeys((*KEY_WORDS, "security_opinion"), "")),
                name="assessment_says_something",
                violation_error_code="scientific_excellence",
                violation_error_message=_("Write at least one of the four sentences, or a security opinion."),
            ),
            models.CheckConstraint(
                condition=Q(security_opinion_on=None) | ~Q(security_opinion=""),
                name="assessment_day_of_an_opinion",
                violation_error_code="security_opinion_on",
                violation_error_message=_("That is the day of a security opinion: say which."),
            ),
        ]

    def __str__(self):
        return f"{self.get_moment_display()} {self.assessed_on}"

    @property
    def sentences(self) -> int:
        """How many of the four are written."""
        return sum(bool(getattr(self, name)) for name in KEY_WORDS)
