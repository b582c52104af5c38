"""The public columns of agreements, of their types and of what happens under them."""

from .activities import ActivityColumns
from .agreements import AgreementColumns
from .calls import CallColumns
from .instruments import InstrumentColumns
from .programmes import ProgrammeColumns

__all__ = ["ActivityColumns", "AgreementColumns", "CallColumns", "InstrumentColumns", "ProgrammeColumns"]
