"""Deadlines: what falls due under an agreement or a call, what was promised to whom, and whose it is to do."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.deadlines.due import Kind
from inserm_intl.days import PartialDateField, Precision, agrees_with_precision
from inserm_intl.folding import FoldedField
from inserm_intl.records import Record, filled

from .deadline_words import KINDS, DeadlineQuerySet

OF_AGREEMENTS = (Kind.REPORT, Kind.NOTICE, Kind.EXPIRY, Kind.SIGNATURE)


def new_code() -> str:
    return uuid.uuid4().hex


class Deadline(Record):
    """A day by which somebody has to act: derived from the register (`agreements.deadlines`), or a to-do.

    `due_on` is the last day included. A derived one follows its agreement: its day moves with it; once it
    has no object it goes, or stays with `lapsed_on` where somebody was reminded of it or wrote on it. What
    is done stays done.
    """

    natural_key_fields = ("code",)

    code = models.CharField(max_length=40, unique=True, default=new_code, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=KINDS, default=Kind.PROMISE, editable=False)
    number = models.PositiveIntegerField(default=0, editable=False)
    what = models.CharField(
        _("to do"), max_length=300, blank=True, help_text=_("Say it to whoever may take it over: “send AMED a draft”.")
    )
    due_on = PartialDateField(
        _("due on"), end=True, help_text=_("The last day: 28/02/2027, or 02/2027 for the end of February.")
    )
    due_on_precision = Precision.field()
    agreement = models.ForeignKey(
        "Agreement", models.CASCADE, null=True, blank=True, related_name="deadlines", verbose_name=_("agreement")
    )
    call = models.ForeignKey(
        "Call",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        related_name="deadlines",
        verbose_name=_("call for applications"),
    )
    institution = models.ForeignKey(
        "partners.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deadlines",
        verbose_name=_("institution"),
    )
    country = models.ForeignKey(
        "partners.Country",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deadlines",
        verbose_name=_("country or territory"),
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="deadlines",
        verbose_name=_("in charge"),
        help_text=_("Who is reminded. Empty: the case officer of the agreement."),
    )
    snoozed_until = models.DateField(
        _("put off until"), null=True, blank=True, help_text=_("No reminder before that day; one on it.")
    )
    done_on = models.DateField(_("done on"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="deadlines_met",
        verbose_name=_("done by"),
    )
    done_how = models.CharField(
        _("how it was done"), max_length=200, blank=True, help_text=_("“Report received”, “will not be renewed”.")
    )
    lapsed_on = models.DateField(_("without object since"), null=True, blank=True, editable=False)
    folded = FoldedField("what", "internal_note")

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        indexes = [models.Index(fields=["due_on"], name="deadline_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.PROMISE, call=None)
                | Q(kind=Kind.CLOSING, call__isnull=False, agreement=None)
                | Q(kind__in=OF_AGREEMENTS, call=None, agreement__isnull=False),
                name="deadline_of_its_kind",
                violation_error_code="agreement",
                violation_error_message=_("This kind of deadline belongs to an agreement, or to a call."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.PROMISE) | filled("what"),
                name="deadline_says_what",
                violation_error_code="what",
                violation_error_message=_("Say what is to be done."),
            ),
            models.CheckConstraint(
                condition=agrees_with_precision("due_on", end=True),
                name="deadline_due_on_precision",
                violation_error_code="due_on",
                violation_error_message=_("The day does not agree with its precision."),
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=False) | Q(done_by=None),
                name="deadline_done_on_a_day",
                violation_error_code="done_on",
                violation_error_message=_("Say on which day it was done."),
            ),
            models.UniqueConstraint(
                fields=["agreement", "kind", "number"],
                condition=~Q(kind=Kind.PROMISE) & Q(done_on=None, lapsed_on=None),
                name="deadline_once",
                violation_error_code="agreement",
                violation_error_message=_("This deadline of the agreement is already open."),
            ),
            models.UniqueConstraint(
                fields=["call"],
                condition=Q(done_on=None, lapsed_on=None),
                name="deadline_of_call_once",
                violation_error_code="call",
                violation_error_message=_("This deadline of the call is already open."),
            ),
        ]

    def __str__(self):
        return self.what or f"{self.get_kind_display()}, {self.due_shown}"

    @property
    def admin_url(self) -> str:
        """Staff only: it has no page of its own on the site."""
        return reverse("admin:agreements_deadline_change", args=[self.pk])

    @property
    def is_derived(self) -> bool:
        return self.kind != Kind.PROMISE

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.lapsed_on is None

    @property
    def due_shown(self) -> str:
        """Its day as precisely as it is known: "28 February 2027", "February 2027"."""
        return self._meta.get_field("due_on").shown(self)

    @property
    def subject(self):
        """What it is about: the agreement, the call, else the institution or the country; only after `told()`."""
        return self.agreement or self.call or self.institution or self.country

    @property
    def label(self) -> str:
        """Its kind; a to-do in its own words."""
        return self.what or str(self.get_kind_display())

    @property
    def heading(self) -> str:
        """ "Expiry: LIA-2016-001 NEURO"; only after `told()`."""
        if not self.subject:
            return self.label
        return gettext("%(label)s: %(value)s") % {"label": self.label, "value": self.subject}

    @property
    def responsible(self):
        """Who answers for it, or None; as `of(user)` finds it; only after `told()`."""
        of_agreement = self.agreement and self.agreement.officer
        under = self.call and self.call.programme.agreement
        return self.officer or of_agreement or (under and under.officer)
