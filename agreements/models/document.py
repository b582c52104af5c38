"""Documents: the signed texts, annexes and reports of agreements, and the working files that lead to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from agreements.papers import vault
from agreements.papers.media import MediaType
from inserm_intl.folding import FoldedField
from inserm_intl.records import Record, RowQuerySet

from .activity import Activity
from .agreement import Agreement
from .agreement_words import Confidentiality
from .amendment import Amendment


class DocumentKind(models.TextChoices):
    SIGNED = "signed", _("Signed text")
    ANNEX = "annex", _("Annex")
    AMENDMENT = "amendment", _("Signed amendment")
    REPORT = "report", _("Report")
    MINUTES = "minutes", _("Minutes")
    WORKING = "working", _("Working file")


# How much of the hash is in a public address: sixteen signs are one in 2 to the power of 64.
SHORT = 16


class DocumentQuerySet(RowQuerySet):
    def public(self, on=None):
        """Published, of an agreement that is public on the day; of an amendment only if that is."""
        of_agreement = Q(agreement__in=Agreement.objects.public(on))
        whole_or_signed = Q(amendment=None) | Q(amendment__in=Amendment.objects.public(on))
        return self.filter(
            of_agreement & whole_or_signed,
            published=True,
            confidentiality=Confidentiality.PUBLIC,
            media_type=MediaType.PDF,
        )

    def seen_by(self, user):
        """What a member of staff may read; neither a restricted document nor that of a restricted agreement."""
        if user.has_perm("agreements.see_restricted"):
            return self.all()
        seen = Q(agreement=None) | Q(agreement__in=Agreement.objects.seen_by(user))
        return self.filter(seen).exclude(confidentiality=Confidentiality.RESTRICTED)


class Document(Record):
    """A file of an agreement (perhaps of one of its amendments) or of an activity; its content never changes."""

    natural_key_fields = ("agreement__reference", "activity__reference", "sha256")

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("agreement")
    )
    amendment = models.ForeignKey(
        Amendment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("amendment"),
        help_text=_("Where it belongs to one."),
    )
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="documents", verbose_name=_("activity")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind, default=DocumentKind.SIGNED)
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("Where the kind does not say it: “Annex 2, budget”.")
    )
    language = models.CharField(_("language"), max_length=12, default="fr")
    confidentiality = models.CharField(
        _("confidentiality"),
        max_length=10,
        choices=Confidentiality,
        default=Confidentiality.INTERNAL,
        help_text=_("Public: may be published, which is another step. Working files never are."),
    )
    published = models.BooleanField(
        _("published"), default=False, help_text=_("On the public page of its agreement, once that is published.")
    )
    media_type = models.CharField(_("type of file"), max_length=80, choices=MediaType, editable=False)
    original_name = models.CharField(_("name of the file"), max_length=255, editable=False)
    sha256 = models.CharField(_("fingerprint (SHA-256)"), max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("size"), editable=False, help_text=_("In bytes."))
    uploaded_at = models.DateTimeField(_("added on"), default=now, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="documents",
        verbose_name=_("added by"),
    )
    folded = FoldedField("title", "original_name")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("publish_document", _("Can publish documents"))]
        indexes = [models.Index(fields=["sha256"], name="document_sha256")]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False, activity=None)
                | Q(agreement=None, activity__isnull=False, amendment=None),
                name="document_of_one_record",
                violation_error_code="agreement",
                violation_error_message=_("A document belongs to an agreement or to an activity, and to one only."),
            ),
            models.UniqueConstraint(
                fields=["agreement", "sha256"],
                name="document_once",
                violation_error_code="sha256",
                violation_error_message=_("This very file is already among the documents of the agreement."),
            ),
            models.UniqueConstraint(
                fields=["activity", "sha256"],
                name="document_once_of_activity",
                violation_error_code="sha256",
                violation_error_message=_("This very file is already among the documents of the activity."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values)
                & Q(media_type__in=MediaType.values)
                & Q(confidentiality__in=Confidentiality.values),
                name="document_choices",
                violation_error_code="kind",
                violation_error_message=_("Choose a kind, a type of file and a level."),
            ),
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$") & Q(size__gt=0),
                name="document_fingerprint",
                violation_error_code="sha256",
                violation_error_message=_("A document has a content, and its fingerprint."),
            ),
            models.CheckConstraint(
                condition=~Q(confidentiality=Confidentiality.PUBLIC)
                | (Q(media_type=MediaType.PDF) & ~Q(kind=DocumentKind.WORKING)),
                name="document_working_file_is_for_staff",
                violation_error_code="confidentiality",
                violation_error_message=_("A working file is for staff only."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[DocumentKind.SIGNED, DocumentKind.AMENDMENT]) | Q(media_type=MediaType.PDF),
                name="document_signed_is_pdf",
                violation_error_code="kind",
                violation_error_message=_("What was signed is a PDF: choose another kind for this file."),
            ),
            models.CheckConstraint(
                condition=Q(published=False) | Q(confidentiality=Confidentiality.PUBLIC),
                name="document_published_is_public",
                violation_error_code="confidentiality",
                violation_error_message=_("Only a public document can be published."),
            ),
        ]

    def __str__(self):
        """Of a restricted one no more than what it is: the name stands in histories that others read."""
        named = self.title and self.confidentiality != Confidentiality.RESTRICTED
        return f"{self.get_kind_display()}, {self.title}" if named else str(self.get_kind_display())

    def named_in_history(self) -> str:
        """No more than what it is, whatever its level: a history is read by others, and after it was raised."""
        return str(self.get_kind_display())

    def public_address(self) -> str:
        """Where visitors fetch it, once it is public. Only that of an agreement ever is."""
        return reverse("agreements:document", args=[self.agreement.reference, self.sha256[:SHORT]])

    @property
    def media(self) -> MediaType:
        return MediaType(self.media_type)

    @property
    def public_name(self) -> str:
        """What a visitor's copy is called: the name it had among staff may say too much."""
        return f"{self.agreement.reference}-{slugify(self.get_kind_display())}-{self.language}{self.media.suffix}"

    def open(self):
        """The content; FileNotFoundError where it is lost, which `check_documents` tells first."""
        return vault.place(self.sha256).open("rb")
