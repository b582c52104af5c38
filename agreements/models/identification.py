"""Identifications: the institutions that a Directorate-General mission found worth working with."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inserm_intl.records import Row, RowQuerySet
from partners.models import Institution

from .activity import Activity


class IdentificationQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: naming a partner before anything is signed is a diplomatic fault."""
        return self.none()


class Identification(Row):
    """A mission identified an institution. It stays when the institution becomes a partner: it is the trace."""

    natural_key_fields = ("activity__reference", "institution__slug")

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="identifications", verbose_name=_("mission"))
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="identifications", verbose_name=_("institution")
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("Staff only: who was met, what could be done together.")
    )

    marked = models.BooleanField(
        _("made it a prospect"), default=False, editable=False, help_text=_("It, or another mission before it.")
    )

    objects = IdentificationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("identified institution")
        verbose_name_plural = _("identified institutions")
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "institution"],
                name="identification_once",
                violation_error_code="institution",
                violation_error_message=_("This mission already identified that institution."),
            ),
        ]

    def __str__(self):
        return f"{self.activity_id} {self.institution_id}"
