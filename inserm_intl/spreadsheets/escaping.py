"""Texts that no spreadsheet takes for a formula, and that come back as they were.

Excel runs a cell that begins with one of SIGNS. Such a text gets an apostrophe in front, and so does
one that begins with an apostrophe: taking away the first apostrophe before a text like that is exact.
"""

SIGNS = frozenset("=+-@＝＋－＠")
BREAKS = ("\t", "\r", "\n", "'")


def is_risky(text: str) -> bool:
    return text.startswith(BREAKS) or text.lstrip()[:1] in SIGNS


def escape(text: str) -> str:
    return f"'{text}" if is_risky(text) else text


def unescape(text: str) -> str:
    """What `escape` was given; other texts, typed by hand, as they are."""
    return text[1:] if text.startswith("'") and is_risky(text[1:]) else text
