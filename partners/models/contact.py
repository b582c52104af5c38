"""Contacts: whom to write to at an institution. Personal data, for staff, kept until a day."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.days import add_months, today
from inserm_intl.folding import FoldedField
from inserm_intl.records import Record, RowQuerySet, filled

from .institution import Institution

KEPT_MONTHS = 36


def retention_end() -> datetime.date:
    """Until when a contact entered or confirmed today is kept; the last day is included."""
    return add_months(today(), KEPT_MONTHS) or datetime.date.max


class ContactKind(models.TextChoices):
    PERSON = "person", _("Person")
    MAILBOX = "mailbox", _("Functional mailbox")


class ContactQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: contacts are for staff."""
        return self.none()

    def overdue(self, on=None):
        """Kept longer than was said: to be confirmed or deleted."""
        return self.filter(keep_until__lt=on or today())

    def kept(self, on=None):
        """Those that may still be kept; a functional mailbox may have no last day."""
        return self.filter(Q(keep_until=None) | Q(keep_until__gte=on or today()))


class Contact(Record):
    """A person, or a functional mailbox, at an institution. A person is kept until a day that is always said."""

    natural_key_fields = ("institution__slug", "name", "function")

    institution = models.ForeignKey(Institution, models.PROTECT, related_name="contacts", verbose_name=_("institution"))
    kind = models.CharField(_("kind"), max_length=8, choices=ContactKind, default=ContactKind.PERSON)
    name = models.CharField(
        _("name of the person"), max_length=150, blank=True, help_text=_("Empty for a functional mailbox.")
    )
    function = models.CharField(
        _("function"), max_length=150, blank=True, help_text=_("“Head of international relations”.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True, help_text=_("With the country’s prefix: +81 …"))
    confirmed_on = models.DateField(
        _("confirmed on"), default=today, help_text=_("When this was last known to be right.")
    )
    keep_until = models.DateField(
        _("keep until"),
        default=retention_end,
        null=True,
        blank=True,
        help_text=_(
            "Three years after it was entered or confirmed, unless you say otherwise. "
            "Then confirm it, or have it deleted."
        ),
    )
    folded = FoldedField("name", "function", "email", "phone")

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["name", "function", "pk"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [models.Index(fields=["keep_until"], name="contact_keep_until")]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "name", "function"],
                name="contact_once",
                violation_error_code="name",
                violation_error_message=_("This institution already has a contact of this name and function."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ContactKind.values),
                name="contact_kind",
                violation_error_code="kind",
                violation_error_message=_("Choose one of the kinds."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ContactKind.PERSON) | filled("name"),
                name="contact_person_named",
                violation_error_code="name",
                violation_error_message=_("Give the name of the person."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ContactKind.MAILBOX) | (Q(name="") & filled("function") & filled("email")),
                name="contact_mailbox_of_no_person",
                violation_error_code="email",
                violation_error_message=_("A functional mailbox has a function and an e-mail address, and no name."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ContactKind.PERSON) | Q(keep_until__isnull=False),
                name="contact_person_kept_until",
                violation_error_code="keep_until",
                violation_error_message=_("Say until when the person is kept."),
            ),
        ]

    def __str__(self):
        return ", ".join(filter(None, (self.name, self.function)))

    def confirm(self) -> None:
        """Known to be right today: kept for three more years."""
        self.confirmed_on, self.keep_until = today(), retention_end()
