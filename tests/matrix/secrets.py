"""What is restricted, found in whatever is answered."""

import re

from tests.canaries import CANARY
from tests.planted import MONEY, hidden_words

MILLIONS, THOUSANDS, UNITS = re.findall(r"\d{3}", str(MONEY))
# Of money, however it is written; of what is said of partners, each sentence; of a restricted agreement, its number.
RESTRICTED = {
    "money": re.compile(rf"{MILLIONS}.?{THOUSANDS}.?{UNITS}"),
    "assessment": re.compile("|".join(word for column, word in CANARY.items() if column.startswith("Assessment."))),
    "agreement": re.compile("gdri-2011-903"),
}
# A short word comes by chance in what is made at random; the names of private records begin with it.
SHORT, NAMES = 4, r"zq(?:secret|alone|prospect|programme|call|other|priority|figure|page)|201[89]-901|\b2040\b"
PRIVATE = re.compile("|".join([NAMES, *(re.escape(word) for word in hidden_words().values() if len(word) > SHORT)]))


def restricted(text: str) -> set[str]:
    return {name for name, sign in RESTRICTED.items() if sign.search(text)}


def private(text: str) -> set[str]:
    """What visitors must not see."""
    return set(PRIVATE.findall(text))


AGREEMENT, CONTRIBUTION = "/admin/agreements/agreement/", "/admin/agreements/contribution/"
PAPER, TODO, RECORD, VERSION = (
    "/admin/agreements/document/",
    "/admin/agreements/deadline/",
    "<path:object_id>/",
    r"^([^/]+)/history/(\d+)/$",
)
# Where publishers find it in the admin of nouns, and nobody else does.
SHOWN = {
    **{AGREEMENT + page: {"agreement"} for page in ("", "export/", VERSION)},
    **{
        f"{AGREEMENT}{RECORD}{page}/": {"agreement"}
        for page in ("amend", "public", "history/compare", "history", "delete", "change")
    },
    "/admin/agreements/instrument/<path:object_id>/delete/": {"agreement"},
    **{f"{noun}{page}": {"agreement"} for noun in (PAPER, TODO) for page in ("", f"{RECORD}change/", VERSION)},
    CONTRIBUTION: {"money", "agreement"},
    f"{CONTRIBUTION}{RECORD}change/": {"money", "agreement"},
    f"{CONTRIBUTION}{VERSION}": {"agreement"},
    **{f"/admin/agreements/assessment/{page}": {"assessment"} for page in ("", f"{RECORD}change/")},
}
