"""What was agreed and what happens under it: one file per noun."""

from .activity import Activity
from .agreement import Agreement, Confidentiality
from .amendment import Amendment
from .assessment import Assessment
from .call import Call
from .contact import AgreementContact
from .deadline import Deadline
from .dismissal import Dismissal, Lack
from .document import Document
from .erased import ErasedOnRequest
from .identification import Identification
from .instrument import Instrument
from .party import Contribution, Party
from .period import AgreementPeriod
from .programme import ExchangeProgramme
from .reminder import Reminder
from .report import Report
from .stage import Stage

__all__ = [
    "Activity",
    "Agreement",
    "AgreementContact",
    "AgreementPeriod",
    "Amendment",
    "Assessment",
    "Call",
    "Confidentiality",
    "Contribution",
    "Deadline",
    "Dismissal",
    "Document",
    "ErasedOnRequest",
    "ExchangeProgramme",
    "Identification",
    "Instrument",
    "Lack",
    "Party",
    "Reminder",
    "Report",
    "Stage",
]
