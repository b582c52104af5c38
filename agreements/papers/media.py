"""The types of file that a document may be."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MediaType(models.TextChoices):
    """All but the first are working files: for staff, never published."""

    PDF = "application/pdf", "PDF"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word (.docx)"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel (.xlsx)"
    MSG = "application/vnd.ms-outlook", "Outlook (.msg)"
    EML = "message/rfc822", _("E-mail (.eml)")

    @property
    def suffix(self) -> str:
        return f".{self.name.lower()}"
