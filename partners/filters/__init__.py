"""The questions that institutions, countries, declared collaborations and published figures answer."""

from .country import CountryFilterSet
from .declared import NOT_STATED, CooperationFilterSet, themes_or_none
from .figure import KeyFigureFilterSet, indicators
from .institution import InstitutionFilterSet
from .tallied import counts, holding

__all__ = [
    "NOT_STATED",
    "CooperationFilterSet",
    "CountryFilterSet",
    "InstitutionFilterSet",
    "KeyFigureFilterSet",
    "counts",
    "holding",
    "indicators",
    "themes_or_none",
]
