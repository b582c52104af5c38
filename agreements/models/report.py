"""Reports: a question kept with two dates, and, once frozen, the answer as it was sent."""

import hashlib
import json

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from inserm_intl.records import Record, RowQuerySet
from inserm_intl.references import ReferenceCounter

from .agreement_words import Confidentiality

SERIES = "RAP"


def canonical(answer: dict) -> str:
    """The one text of an answer: keys in order, no blanks, no escapes."""
    return json.dumps(answer, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class FrozenError(ValidationError):
    def __init__(self):
        super().__init__(_("This report is frozen: it stays as it was sent."), code="frozen")


class ReportQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: a report is the office's own."""
        return self.none()

    def seen_by(self, user):
        """A report that counts what is restricted is for those who may see that."""
        if user.has_perm("agreements.see_restricted"):
            return self.all()
        return self.exclude(level=Confidentiality.RESTRICTED)

    def frozen(self):
        return self.exclude(frozen_hash="")

    def update(self, **values):
        if self.frozen().exists():
            raise FrozenError
        return super().update(**values)

    def delete(self):
        if self.frozen().exists():
            raise FrozenError
        return super().delete()

    def freeze(self, key, text: str, user, when) -> bool:
        """Keep the answer of one report; False where it is frozen already. Two at once: one wins."""
        return bool(
            self.filter(pk=key, frozen_hash="").update(
                frozen=text, frozen_hash=sha256(text), frozen_on=when, frozen_by=user, version=F("version") + 1
            )
        )


class Report(Record):
    """What entered, left and was renewed between two days: both days' situations are compared at their end.

    The level says what is counted: what the public site shows, what every member of staff may read, or
    the restricted agreements and money as well. All who may read a report read the same numbers.
    """

    natural_key_fields = ("reference",)

    reference = models.CharField(_("reference"), max_length=30, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=200)
    sent_to = models.CharField(_("for whom"), max_length=200, blank=True, help_text=_("The ministry, the cabinet, …"))
    question = models.TextField(_("question"), blank=True, help_text=_("As the address of a list has it; empty: all."))
    level = models.CharField(
        _("what is counted"),
        max_length=10,
        choices={
            Confidentiality.PUBLIC: _("What is published"),
            Confidentiality.INTERNAL: _("Unpublished agreements too"),
            Confidentiality.RESTRICTED: _("Restricted agreements and money too"),
        },
        default=Confidentiality.INTERNAL,
    )
    since = models.DateField(_("from the situation on"), help_text=_("Usually 31 December of one year…"))
    until = models.DateField(_("to the situation on"), help_text=_("… and 31 December of the next."))
    frozen = models.TextField(_("frozen answer"), blank=True, editable=False)
    frozen_hash = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    frozen_on = models.DateTimeField(_("frozen on"), null=True, editable=False)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="frozen_reports",
        verbose_name=_("frozen by"),
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-until", "-reference"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gt=F("since")),
                name="report_in_order",
                violation_error_code="until",
                violation_error_message=_("The second day comes after the first."),
            ),
            models.CheckConstraint(
                condition=Q(level__in=Confidentiality.values),
                name="report_level",
                violation_error_code="level",
                violation_error_message=_("Choose what is counted."),
            ),
            models.CheckConstraint(
                condition=Q(frozen="", frozen_hash="", frozen_on=None)
                | (Q(frozen_hash__regex=r"^[0-9a-f]{64}$", frozen_on__isnull=False) & ~Q(frozen="")),
                name="report_frozen_whole",
                violation_error_code="frozen_hash",
                violation_error_message=_("A frozen answer has its SHA-256 and its day."),
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.title}".strip()

    def save(self, *args, **options):
        if self.pk and not self._state.adding and type(self).objects.filter(pk=self.pk).frozen().exists():
            raise FrozenError
        if not self.reference:
            self.reference = ReferenceCounter.give(SERIES, self.until.year)
        elif self._state.adding:
            ReferenceCounter.notice([self.reference])
        super().save(*args, **options)

    def delete(self, *args, **options):
        if self.is_frozen:
            raise FrozenError
        return super().delete(*args, **options)

    @property
    def is_frozen(self) -> bool:
        return bool(self.frozen_hash)

    @cached_property
    def answer(self) -> dict:
        """The answer as it was frozen."""
        return json.loads(self.frozen)

    @property
    def is_intact(self) -> bool:
        """The frozen text is the one whose hash was taken, and still says what the report says of itself."""
        if sha256(self.frozen) != self.frozen_hash:
            return False
        said = self.answer.get("report", {})
        return all(said.get(name) == value for name, value in self.described().items())

    def described(self) -> dict[str, str]:
        """What the report says of itself, as it is frozen with the answer."""
        return {
            "reference": self.reference,
            "title": self.title,
            "sent_to": self.sent_to,
            "question": self.question,
            "level": self.level,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
        }
