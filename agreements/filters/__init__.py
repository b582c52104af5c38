"""The questions that agreements and what happens under them answer."""

from .agreement import AgreementFilterSet, InstrumentFilterSet
from .exchange import ActivityFilterSet, CallFilterSet, ProgrammeFilterSet

__all__ = ["ActivityFilterSet", "AgreementFilterSet", "CallFilterSet", "InstrumentFilterSet", "ProgrammeFilterSet"]
