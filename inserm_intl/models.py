"""What belongs to neither app: the pages that staff edit, what staff chose, counters, and what ran."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .folding import FoldedField
from .preferences import Preferences
from .readiness.runs import Run
from .records import Record, RowQuerySet, filled
from .references import ReferenceCounter
from .spreadsheets.models import Import, ImportRow


class PageQuerySet(RowQuerySet):
    def public(self, on=None):
        return self.filter(published=True)


class Page(Record):
    """A page of text, written by staff in Markdown: the policy, the legal notice, accessibility."""

    slug = models.CharField(
        _("address"),
        max_length=100,
        unique=True,
        help_text=_("Under the language: “policy/strategy” is shown at /fr/policy/strategy/."),
    )
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True, help_text=_("Markdown; HTML is shown as typed."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    published = models.BooleanField(_("published"), default=False)
    folded = FoldedField("title_fr", "title_en", "title_es", "body_fr", "body_en", "body_es")

    objects = PageQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        permissions = [("publish_page", _("Can publish pages"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(published=False) | (filled("title_fr") & filled("body_fr")),
                name="page_published_in_french",
                violation_error_code="title_fr",
                violation_error_message=_("A French title and text are required to publish."),
            ),
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9-]+(/[a-z0-9-]+)*$"),
                name="page_address",
                violation_error_code="slug",
                violation_error_message=_("Small letters, digits and hyphens, parts separated by a slash."),
            ),
        ]

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("page", args=[self.slug])


__all__ = ["Import", "ImportRow", "Page", "Preferences", "ReferenceCounter", "Run"]
