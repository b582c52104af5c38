"""The public columns of partners and countries, of what units declare and of figures as they were published."""

from .cooperations import CooperationColumns
from .countries import CountryColumns
from .figures import KeyFigureColumns
from .institutions import InstitutionColumns

__all__ = ["CooperationColumns", "CountryColumns", "InstitutionColumns", "KeyFigureColumns"]
