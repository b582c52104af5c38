"""Answers to a question, for readers: a list of records, or a record's own page.

Every page starts at the noun's `public(on)` through its FilterSet. Staff who may read the noun also see
the page of a draft, marked as one and never stored by a cache.
"""

from .asked import asked_of_page, mark_asked, notice, rendered
from .listing import EXACT_UP_TO, FIRST, BoundedPaginator, ListPage, WholePaginator, page_number, told
from .record import RecordPage, Related

__all__ = [
    "EXACT_UP_TO",
    "FIRST",
    "BoundedPaginator",
    "ListPage",
    "RecordPage",
    "Related",
    "WholePaginator",
    "asked_of_page",
    "mark_asked",
    "notice",
    "page_number",
    "rendered",
    "told",
]
