"""The desk's section of names in imports that are of nothing known, and of the rows that wait for them."""

from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partners.admin.matching import rows_waiting
from partners.models import Cooperation

from .line import Counts, Line
from .section import FIRST


class ToMatch(Counts):
    """The whole office's: an import is nobody's case."""

    id = "to-match"
    heading = gettext_lazy("To match")
    empty = gettext_lazy("Every name that was imported is known.")

    def __init__(self, request, *, mine: bool):
        known = admin.site.get_model_admin(Cooperation)
        self.allowed = known.has_match_permission(request)  # type: ignore[attr-defined]
        self.url = reverse("admin:partners_cooperation_to_match")

    @property
    def headings(self) -> list[str]:
        return [_("File"), _("Rows")]

    @cached_property
    def lines(self) -> list[Line]:
        files = rows_waiting().order_by().values("of_import__file_name").annotate(rows=Count("pk"))
        return [
            Line(self.url, row["of_import__file_name"], [str(row["rows"])])
            for row in files.order_by("of_import__file_name")[:FIRST]
        ]

    @property
    def counted(self) -> int:
        """Files, of which the first are shown."""
        return len(self.lines)
