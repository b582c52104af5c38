"""Who the partners are and where: one file per noun."""

from .country import Country, Region
from .group import CountryGroup, Membership
from .institution import Institution
from .priority import Priority
from .research import ResearchUnit, ThematicInstitute

__all__ = [
    "Country",
    "CountryGroup",
    "Institution",
    "Membership",
    "Priority",
    "Region",
    "ResearchUnit",
    "ThematicInstitute",
]
