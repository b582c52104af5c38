"""Who the partners are and where: one file per noun."""

from .contact import Contact
from .cooperation import Cooperation
from .country import Country, Region
from .figure import Indicator, KeyFigure
from .group import CountryGroup, Membership
from .institution import Institution
from .merge import FormerAddress, Merge
from .priority import Priority
from .registry import RegistryRecord
from .research import ResearchUnit, ThematicInstitute
from .upstream import UpstreamChange

__all__ = [
    "Contact",
    "Cooperation",
    "Country",
    "CountryGroup",
    "FormerAddress",
    "Indicator",
    "Institution",
    "KeyFigure",
    "Membership",
    "Merge",
    "Priority",
    "Region",
    "RegistryRecord",
    "ResearchUnit",
    "ThematicInstitute",
    "UpstreamChange",
]
