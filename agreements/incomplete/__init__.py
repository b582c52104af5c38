"""To complete: what the register lacks, each kind declared once, for the board, its counts and the desk.

A kind is found in the database, whatever the number of records; what an officer has dismissed is left
out for as long as the facts it was judged by are the same.
"""

from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement
from agreements.models.dismissal import Lack
from partners.models import Institution

from . import content, days
from .kind import Kind

FIRST, LAST = _("first day"), _("last day")
RENEWED = {_("last day of the agreement renewed"): days.ends("predecessor__"), FIRST: days.begins()}
COUNTED = {
    _("parties"): content.counted("parties"),
    _("countries"): content.counted("countries"),
    _("laboratories"): content.counted("laboratories"),
}

KINDS = [
    Kind(Lack.SIGNED_FILE, Agreement, "", content.without_signed_text, {FIRST: "first_day"}),
    Kind(Lack.END, Agreement, "ends_on", days.of_unknown_end, {FIRST: "first_day"}),
    Kind(Lack.GAP, Agreement, "effective_on", days.gaps, RENEWED),
    Kind(Lack.OVERLAP, Agreement, "effective_on", days.overlaps, RENEWED),
    Kind(
        Lack.FRAMEWORK,
        Agreement,
        "parent",
        days.outside_framework,
        {
            FIRST: days.begins(),
            LAST: days.ends(),
            _("first day of the framework"): "parent__first_day",
            _("last day of the framework"): "parent__last_day",
        },
    ),
    Kind(
        Lack.DURATION,
        Agreement,
        "ends_on",
        days.of_unusual_duration,
        {FIRST: days.begins(), LAST: "ends_on", _("usual duration, months"): "instrument__default_months"},
    ),
    Kind(
        Lack.RENEWALS,
        Agreement,
        "predecessor",
        days.renewed_too_often,
        {_("renewals, at most"): "instrument__renewals_max"},
    ),
    Kind(Lack.COMPOSITION, Agreement, "instrument", content.of_unexpected_composition, COUNTED),
    Kind(
        Lack.FRENCH,
        Agreement,
        "authentic_languages_0",
        content.without_french_text,
        {_("authentic languages"): content.languages()},
    ),
    Kind(Lack.ENGLISH, Agreement, "title_en", content.untitled("en"), {_("French title"): "title_fr"}),
    Kind(Lack.SPANISH, Agreement, "title_es", content.untitled("es"), {_("French title"): "title_fr"}),
    Kind(
        Lack.HIDDEN_SIDE, Agreement, "published", content.with_a_hidden_side, {_("parties"): content.counted("parties")}
    ),
    Kind(Lack.NO_ACTIVITY, Agreement, "", content.without_activity, {_("last activity"): content.last_activity()}),
    Kind(
        Lack.ROR,
        Institution,
        "ror_id",
        content.without_ror_id,
        {_("name"): "sort_fr", _("country or territory"): "country__name_fr"},
    ),
]
BY_CODE = {str(kind.lack): kind for kind in KINDS}

__all__ = ["BY_CODE", "KINDS", "Kind"]
