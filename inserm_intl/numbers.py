"""Numbers as a reader is told them; what is for programs, and attributes, hold them plain."""

from django.utils.formats import number_format


def number(value) -> str:
    """7000 as "7,000" in English, "7 000" in French and Spanish."""
    return number_format(value, force_grouping=True)
