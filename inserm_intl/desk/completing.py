"""The desk's section of what the register lacks: how many records of each kind, and the way to them."""

from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement

from .line import Counts, Line
from .to_complete import Counted, counted, kinds_seen, url

# Of more agreements than these, what the whole office lacks is counted on the board alone, kind by kind.
MOST_AGREEMENTS = 20_000


class ToComplete(Counts):
    id = "to-complete"
    heading = gettext_lazy("To complete")
    empty = gettext_lazy("Nothing is missing.")

    def __init__(self, request, *, mine: bool):
        self.request, self.mine = request, mine
        self.allowed, self.url = bool(kinds_seen(request)), url(mine)

    @property
    def headings(self) -> list[str]:
        return [_("What is missing"), _("Records")]

    @cached_property
    def too_many(self) -> bool:
        keys = Agreement.objects.order_by("pk").values_list("pk", flat=True)
        return not self.mine and len(keys[: MOST_AGREEMENTS + 1]) > MOST_AGREEMENTS

    @cached_property
    def waiting(self) -> list[Counted]:
        return [one for one in counted(self.request, mine=self.mine) if one.number]

    @property
    def counted(self) -> int:
        """Kinds, not records: one record may lack several things."""
        return len(self.lines)

    @cached_property
    def lines(self) -> list[Line]:
        if self.too_many:
            kinds = kinds_seen(self.request)
            return [Line(url(False, kind), capfirst(str(kind.lack.label)), [_("counted there")]) for kind in kinds]
        return [Line(one.url, capfirst(str(one.kind.lack.label)), [one.count]) for one in self.waiting]
