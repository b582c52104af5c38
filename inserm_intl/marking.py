"""The words asked for, found again in the original text, with its accents, and marked for the reader."""

import unicodedata
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import mark_safe

from .folding import plain_letters

letters_of = lru_cache(maxsize=10_000)(plain_letters)
JOINER = "\u200d"


def occurrences(word: str, folded: str):
    """Where the word begins and ends in text that is folded sign by sign; a leading space stands for a word's start."""
    letters = word.lstrip()
    start = folded.find(word)
    while start >= 0:
        first = start + len(word) - len(letters)
        yield first, first + len(letters)
        start = folded.find(word, start + 1)


def spans(text: str, asked: list[str]) -> list[tuple[int, int]]:
    """The parts of a text that hold words, as `folding.words` gives them; in order, none inside or touching another.

    A sign that folds into several letters (œ, ㎏, a Hangul syllable) is taken whole, with the accents that follow it.
    """
    signs = [letters_of(sign) for sign in text]
    origin = [place for place, letters in enumerate(signs) for _letter in letters]
    folded = "".join([" ", *("".join(" " if letter.isspace() else letter for letter in sign) for sign in signs)])
    found = sorted(
        (origin[first - 1], with_its_accents(text, origin[last - 2] + 1))
        for word in asked
        for first, last in occurrences(word, folded)
    )
    joined: list[tuple[int, int]] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            start, end = joined[-1][0], max(end, joined.pop()[1])
        joined.append((start, end))
    return joined


def with_its_accents(text: str, end: int) -> int:
    """The end of the sign that ends there: accents and other marks written after it belong to it."""
    while end < len(text) and (unicodedata.category(text[end])[0] == "M" or text[end] == JOINER):
        end += 1
    return end


def holding(text: str, asked: list[str]) -> list[str]:
    """Those of the words that the text holds, exactly as a folded column holds them."""
    folded = "".join([" ", *(" " if letter.isspace() else letter for letter in plain_letters(text))])
    return [word for word in asked if word in folded]


def marked(text: str, asked: list[str], start: int = 0, end: int | None = None) -> str:
    """The text, or its part from start to end, as HTML in which every word found stands in <mark>."""
    end = len(text) if end is None else end
    pieces, place = [], start
    for first, last in spans(text, asked):
        first, last = max(first, start), min(last, end)
        if first < last:
            pieces += [escape(text[place:first]), "<mark>", escape(text[first:last]), "</mark>"]
            place = last
    return mark_safe("".join([*pieces, escape(text[place:end])]))
