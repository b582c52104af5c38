"""Who the partners are and where: one file per noun."""

from .country import Country, CountryGroup, Membership, Priority, Region
from .institution import Institution
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
