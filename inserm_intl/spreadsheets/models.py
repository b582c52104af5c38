"""Imports: what was read from a file, what each row did, and what it would take to undo it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.records import Row, RowQuerySet


class State(models.TextChoices):
    PREVIEWED = "previewed", _("Not confirmed")
    DONE = "done", _("Done")
    UNDONE = "undone", _("Undone")


class RowKind(models.TextChoices):
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    TO_MATCH = "to-match", _("To match")
    ERROR = "error", _("Error")
    LEFT_OUT = "left-out", _("Left out")


class ForStaff(RowQuerySet):
    def public(self, on=None):
        """Never."""
        return self.none()


class Import(Row):
    """A file read for a noun, by somebody: previewed, then done, perhaps undone. Its rows say what it changed."""

    natural_key_fields = ("pk",)

    noun = models.CharField(_("records"), max_length=60, editable=False)
    file_name = models.CharField(_("file"), max_length=200, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="imports", verbose_name=_("by")
    )
    read_at = models.DateTimeField(_("read on"), auto_now_add=True)
    done_at = models.DateTimeField(_("done on"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PREVIEWED, editable=False)
    notices = models.JSONField(default=list, blank=True, editable=False)
    letters = models.JSONField(default=dict, blank=True, editable=False)

    objects = ForStaff.as_manager()

    class Meta:
        ordering = ["-read_at", "-pk"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=State.values),
                name="import_state",
                violation_error_code="state",
                violation_error_message=_("Choose one of the states."),
            ),
        ]

    def __str__(self):
        return self.file_name

    def counts(self) -> dict[str, int]:
        """How many rows of each kind."""
        found = dict(self.rows.order_by().values_list("kind").annotate(models.Count("pk")))
        return {kind: found[kind] for kind in RowKind.values if kind in found}


class ImportRow(Row):
    """A record in a file: its cells while they are to be read again, and what they changed."""

    natural_key_fields = ("pk",)

    of_import = models.ForeignKey(Import, models.CASCADE, related_name="rows", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("row"), editable=False)
    kind = models.CharField(_("what it does"), max_length=10, choices=RowKind, editable=False)
    record_key = models.CharField(max_length=40, blank=True, editable=False)
    record_name = models.CharField(_("record"), max_length=300, blank=True, editable=False)
    version_read = models.PositiveIntegerField(null=True, blank=True, editable=False)
    version_written = models.PositiveIntegerField(null=True, blank=True, editable=False)
    line = models.JSONField(default=dict, blank=True, editable=False)
    changes = models.JSONField(default=list, blank=True, editable=False)
    before = models.JSONField(default=dict, blank=True, editable=False)
    errors = models.JSONField(default=list, blank=True, editable=False)
    warnings = models.JSONField(default=list, blank=True, editable=False)
    waits = models.JSONField(default=list, blank=True, editable=False)
    is_undone = models.BooleanField(default=False, editable=False)

    objects = ForStaff.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of an import")
        indexes = [models.Index(fields=["of_import", "kind", "number"], name="importrow_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["of_import", "number"],
                name="importrow_once",
                violation_error_code="number",
                violation_error_message=_("This row was already read."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RowKind.values),
                name="importrow_kind_known",
                violation_error_code="kind",
                violation_error_message=_("Choose one of the kinds."),
            ),
        ]

    def __str__(self):
        return f"{self.number}"
