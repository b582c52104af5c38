"""What was agreed and what happens under it: one file per noun."""

from .activity import Activity
from .agreement import Agreement, Confidentiality
from .amendment import Amendment
from .call import Call
from .contact import AgreementContact
from .instrument import Instrument
from .party import Contribution, Party
from .period import AgreementPeriod
from .programme import ExchangeProgramme
from .stage import Stage

__all__ = [
    "Activity",
    "Agreement",
    "AgreementContact",
    "AgreementPeriod",
    "Amendment",
    "Call",
    "Confidentiality",
    "Contribution",
    "ExchangeProgramme",
    "Instrument",
    "Party",
    "Stage",
]
