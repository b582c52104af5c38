"""The desk, first page of the admin: what waits for the officer, then all the lists."""

from django.contrib import admin
from django.db.models import Model
from django.utils.translation import gettext as _

from agreements.models import Activity, Agreement, Call, Deadline
from partners.models import Contact, Cooperation, Institution

from .agreements import EndingThisYear, Negotiations, Originals, ToSign
from .changes import Changes
from .completing import ToComplete
from .deadlines import Deadlines
from .line import address
from .matching import ToMatch
from .whose import is_mine

# In the order of the page. Another section is another line.
SECTIONS = [
    Deadlines,
    Negotiations,
    ToSign,
    Originals,
    ToMatch,
    ToComplete,
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


def quickly_added(request) -> list[tuple[str, str]]:
    """The forms that who asks may fill."""
    admins = [admin.site.get_model_admin(model) for model in QUICKLY_ADDED]
    allowed = [known for known in admins if known.has_add_permission(request)]
    return [(str(known.opts.verbose_name), address(known.model, "add")) for known in allowed]
