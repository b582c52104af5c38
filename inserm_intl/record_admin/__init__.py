"""What every noun's admin shares: entered once, never lost, versioned, published by those who may."""

from .history import KeepsHistory
from .lists import Choice, GuardedLists, SearchesFolded, SearchesNames
from .officers import HasOfficer, Mine
from .partial_dates import ShowsPartialDates
from .record import RecordAdmin, UntranslatedRecordAdmin
from .refusals import SaysRefusals
from .relations import KnownKeys
from .rows import FewRows, Table
from .stale_edit import RecordForm, RefusesStaleEdits
from .tools import HasTools, Tool
from .versions import GuardedVersions

__all__ = [
    "Choice",
    "FewRows",
    "GuardedLists",
    "GuardedVersions",
    "HasOfficer",
    "HasTools",
    "KeepsHistory",
    "KnownKeys",
    "Mine",
    "RecordAdmin",
    "RecordForm",
    "RefusesStaleEdits",
    "SaysRefusals",
    "SearchesFolded",
    "SearchesNames",
    "ShowsPartialDates",
    "Table",
    "Tool",
    "UntranslatedRecordAdmin",
]
