"""The desk's section of deadlines: what falls due, mine or the whole office's."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Deadline

from .section import Section


class Deadlines(Section):
    """Mine: those that I was handed, and those of my agreements."""

    id = "deadlines"
    empty = gettext_lazy("Nothing falls due.")
    model = Deadline
    asked = {"standing": "open"}
    columns = ("due", "in_charge", "standing")

    def __init__(self, request, *, mine: bool):
        super().__init__(request, mine=mine)
        self.heading = _("My deadlines") if mine else _("Deadlines of the office")

    def narrowed(self, rows):
        return rows.open()

    def of_mine(self, rows):
        return rows.of(self.request.user)

    def ordered(self, rows):
        return rows.order_by("due_on", "pk")

    def name(self, deadline):
        return deadline.heading
