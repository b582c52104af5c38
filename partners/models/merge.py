"""Merges: two institutions that were one; and the addresses that lead to what was kept."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inserm_intl.records import Row, RowQuerySet

from .institution import Institution


class StaffOnly(RowQuerySet):
    def public(self, on=None):
        """Never: how the register is kept is for staff."""
        return self.none()


class FormerAddress(Row):
    """The address of an institution that was merged into another. It is never given again.

    It leads visitors there only if they could know it: that of a private institution names one still.
    After a merge of what was kept it leads on to what is kept now; nowhere (empty) once that was deleted.
    """

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    key = models.BigIntegerField(unique=True)
    ror_id = models.CharField(_("ROR identifier"), max_length=9, null=True, blank=True)
    published = models.BooleanField(_("published"), default=True, db_default=True)
    institution = models.ForeignKey(
        Institution, models.SET_NULL, null=True, related_name="former_addresses", verbose_name=_("institution")
    )

    objects = StaffOnly.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self):
        return self.slug


class Merge(Row):
    """One institution taken into another, with each step that was made, so that it can be undone.

    Both are named by key, not by relation: a merge outlives what it was about.
    """

    natural_key_fields = ("merged_key", "made_at")

    kept_key = models.BigIntegerField()
    kept_name = models.CharField(_("kept"), max_length=400)
    merged_key = models.BigIntegerField()
    merged_name = models.CharField(_("merged into it"), max_length=400)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="merges_made", verbose_name=_("made by")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    version = models.PositiveIntegerField(help_text="That of the kept institution, after.")
    journal = models.JSONField(encoder=DjangoJSONEncoder)
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="merges_undone", verbose_name=_("undone by")
    )

    objects = StaffOnly.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("merge of institutions")
        verbose_name_plural = _("merges of institutions")

    def __str__(self):
        return f"{self.merged_name} → {self.kept_name}"
