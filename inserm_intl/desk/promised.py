"""What was promised to a country and what falls due with it: the open deadlines, the next to fall due first."""

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from agreements.models import Deadline, Party
from inserm_intl.record_admin.officers import name_of

from .chapter import Asked, Chapter, first_of
from .line import Line, address


def promises(asked: Asked) -> Chapter | None:
    """Of the country, of its institutions and of the agreements with them."""
    if not asked.may("agreements.view_deadline"):
        return None
    here = Party.objects.filter(institution__country=asked.country, agreement=OuterRef("agreement"))
    found = Deadline.objects.seen_by(asked.user).open().filter(
        Q(country=asked.country) | Q(institution__country=asked.country) | Exists(here)
    )  # fmt: skip
    rows, count = first_of(found.told().order_by("due_on", "pk"))
    return Chapter(
        "promises",
        _("Promises and deadlines"),
        [_("Deadline"), _("Due on"), _("In charge")],
        [promise(row) for row in rows],
        count,
        _("Nothing was promised and nothing falls due."),
    )


def promise(row: Deadline) -> Line:
    cells = [row.due_shown, name_of(row.responsible) if row.responsible else ""]
    return Line(address(Deadline, "change", row.pk), row.heading, cells, invented=row.invented)
