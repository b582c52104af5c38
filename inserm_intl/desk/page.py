"""The desk, first page of the admin: what waits for the officer, then all the lists."""

from django.contrib import admin
from django.db.models import Model
from django.utils.translation import gettext as _

from agreements.models import Activity, Agreement, Call, Deadline
from partners.models import Contact, Cooperation, Institution

from .agreements import EndingThisYear, Negotiations, Originals, ToSign
from .changes import Changes
from .deadlines import Deadlines
from .line import address

# In the order of the page. Another section is another line.
SECTIONS = [
    Deadlines,
    Negotiations,
    ToSign,
    Originals,
    EndingThisYear,
    Changes,
]
QUICKLY_ADDED: list[type[Model]] = [Agreement, Institution, Activity, Deadline, Contact, Call, Cooperation]


def desk(request):
    mine = is_mine(request)
    sections = [kind(request, mine=mine) for kind in SECTIONS]
    context = {
        "title": _("The desk"),
        "mine": mine,
        "sections": [section for section in sections if section.allowed],
        "quickly_added": quickly_added(request),
    }
    return admin.site.index(request, context)


def is_mine(request) -> bool:
    """Whether one's own cases are asked for; who has none, and does not say, sees the whole office's."""
    asked = request.GET.get("whose")
    if asked:
        return asked == "me"
    cases = Agreement.objects.filter(officer=request.user), Deadline.objects.open().of(request.user)
    return any(rows.exists() for rows in cases)


def quickly_added(request) -> list[tuple[str, str]]:
    """The forms that who asks may fill."""
    admins = [admin.site.get_model_admin(model) for model in QUICKLY_ADDED]
    allowed = [known for known in admins if known.has_add_permission(request)]
    return [(str(known.opts.verbose_name), address(known.model, "add")) for known in allowed]
