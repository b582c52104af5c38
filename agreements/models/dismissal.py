"""Dismissals: what will not be completed, and why, so that history does not glow red."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.records import RowQuerySet, Versioned, filled
from partners.models import Institution

from .agreement import Agreement


class Lack(models.TextChoices):
    """What a record may lack, or be surprising in; `agreements.incomplete` says how each is found."""

    SIGNED_FILE = "signed-file", _("Signed text missing")
    END = "end", _("End date not known")
    GAP = "gap", _("Gap between an agreement and its renewal")
    OVERLAP = "overlap", _("Overlap of an agreement and its renewal")
    FRAMEWORK = "framework", _("Outside the life of its framework agreement")
    DURATION = "duration", _("Unusual duration")
    RENEWALS = "renewals", _("Renewed more often than its type allows")
    COMPOSITION = "composition", _("Parties, countries or laboratories outside what its type expects")
    FRENCH = "french", _("No French authentic text")
    ENGLISH = "english", _("English title missing")
    SPANISH = "spanish", _("Spanish title missing")
    HIDDEN_SIDE = "hidden-side", _("Published, but no institution of one side is")
    NO_ACTIVITY = "no-activity", _("In force without activity for two years")
    ROR = "ror", _("Unverified partner: no ROR identifier")


class DismissalQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: what the office leaves incomplete is its own affair."""
        return self.none()

    def of(self, kind: str, record: str):
        """Those still standing of a kind; `record` is "agreement" or "institution", the one at hand."""
        return self.filter(kind=kind, standing=True, **{record: models.OuterRef("pk")})


class Dismissal(Versioned):
    """A lack of one record that is left as it is, for as long as its facts are those of that day."""

    natural_key_fields = ("kind", "agreement__reference", "institution__slug")

    kind = models.CharField(_("what"), max_length=12, choices=Lack)
    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="dismissals", verbose_name=_("agreement")
    )
    institution = models.ForeignKey(
        Institution, models.CASCADE, null=True, blank=True, related_name="dismissals", verbose_name=_("institution")
    )
    why = models.CharField(_("reason"), max_length=300, help_text=_("“The text was lost”, “never translated”."))
    facts = models.TextField(
        _("facts"), blank=True, editable=False, help_text=_("As they were: where they change, it waits again.")
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="dismissals",
        verbose_name=_("dismissed by"),
    )
    dismissed_on = models.DateField(_("dismissed on"))
    standing = models.BooleanField(_("still dismissed"), default=True, help_text=_("No: it was brought back."))

    objects = DismissalQuerySet.as_manager()

    class Meta:
        ordering = ["-dismissed_on", "-pk"]
        verbose_name = _("dismissal")
        verbose_name_plural = _("dismissals")
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False, institution=None) | Q(agreement=None, institution__isnull=False),
                name="dismissal_of_one_record",
                violation_error_code="agreement",
                violation_error_message=_("Name an agreement or an institution, one of them."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Lack.values) & filled("why"),
                name="dismissal_with_a_reason",
                violation_error_code="why",
                violation_error_message=_("Say why it will not be completed."),
            ),
            models.UniqueConstraint(
                fields=["agreement", "kind"],
                name="dismissal_once_of_agreement",
                violation_error_code="kind",
                violation_error_message=_("This is already dismissed."),
            ),
            models.UniqueConstraint(
                fields=["institution", "kind"],
                name="dismissal_once_of_institution",
                violation_error_code="kind",
                violation_error_message=_("This is already dismissed."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} – {self.dismissed_on}"
