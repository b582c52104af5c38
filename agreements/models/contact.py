"""Who follows an agreement: its coordinators, its committee, whom to write to. Staff only."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inserm_intl.records import Row, RowQuerySet
from partners.models import Contact


class ContactRole(models.TextChoices):
    COORDINATOR = "coordinator", _("Scientific coordinator")
    COMMITTEE = "committee", _("Steering committee member")
    SECRETARY = "secretary", _("Committee secretary")
    ADMINISTRATIVE = "administrative", _("Administrative contact")


class AgreementContactQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: contacts are for staff."""
        return self.none()


class AgreementContact(Row):
    """A contact's part in an agreement. Their side is that of their institution; both go when either does."""

    natural_key_fields = ("agreement__reference", "contact__institution__slug", "contact__name", "role")

    agreement = models.ForeignKey("Agreement", models.CASCADE, related_name="contacts", verbose_name=_("agreement"))
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="agreements", verbose_name=_("contact"))
    role = models.CharField(_("role"), max_length=14, choices=ContactRole, default=ContactRole.COORDINATOR)

    objects = AgreementContactQuerySet.as_manager()

    class Meta:
        ordering = ["role", "pk"]
        verbose_name = _("contact of the agreement")
        verbose_name_plural = _("contacts of the agreement")
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "contact", "role"],
                name="agreementcontact_once",
                violation_error_code="contact",
                violation_error_message=_("This contact already has this role in the agreement."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=ContactRole.values),
                name="agreementcontact_role",
                violation_error_code="role",
                violation_error_message=_("Choose one of the roles."),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.contact_id}"
