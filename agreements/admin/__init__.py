"""The register's side of the agreements and of what happens under them."""

from . import (
    activity,
    agreement,
    assessment,
    contribution,
    deadline,
    dismissal,
    document,
    instrument,
    programme,
    report,
)

__all__ = [
    "activity",
    "agreement",
    "assessment",
    "contribution",
    "deadline",
    "dismissal",
    "document",
    "instrument",
    "programme",
    "report",
]
