"""What may have been meant: words of names that a visitor may see, nearly those that were typed.

However many institutions there are, at most a thousand names of each noun are read and compared.
"""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import reduce
from operator import or_
from unicodedata import normalize

from django.db.models import Q
from django.utils.translation import get_language

from agreements.models import ExchangeProgramme, Instrument
from inserm_intl.folding import fold
from inserm_intl.marking import spans
from inserm_intl.questions import Words
from inserm_intl.templatetags.texts import ORDER
from partners.models import Country, Institution

MOST_NAMES = 1_000
AT_MOST = 3
NEARLY = 0.7  # of the letters of both words, those in common and in the same order


def names(question: Words, unknown: list[str]) -> Iterator[str]:
    """Of countries, types of cooperation, programmes and partners, as of the day asked about."""
    day, shown = question.day, question.as_invented
    partners = shown(Institution.objects.public(day).abroad())
    return written(
        Country.objects.public(day),
        shown(Instrument.objects.public(day)),
        shown(ExchangeProgramme.objects.public(day)),
        like(partners, unknown),
    )


def written(countries, instruments, programmes, partners) -> Iterator[str]:
    """Every name of so many of each, in the reader's language first: a word is shown as first written."""
    languages = dict.fromkeys([get_language() or "fr", *ORDER])
    named, titled = ([f"{name}_{language}" for language in languages] for name in ("name", "title"))
    for rows, columns in (
        (countries, named),
        (instruments, [*named, "acronym"]),
        (programmes, titled),
        (partners, [*named, "native_name", "acronym", "aliases", "city"]),
    ):
        for row in rows.order_by("pk").values_list(*columns)[:MOST_NAMES]:
            yield from filter(None, row)


def like(partners, unknown: list[str]):
    """All partners, or where they are many those with a word that begins with the same three letters."""
    if len(partners.order_by("pk").values_list("pk")[: MOST_NAMES + 1]) <= MOST_NAMES:
        return partners
    return partners.filter(reduce(or_, (Q(folded__contains=f" {word.strip()[:3]}") for word in unknown)))


def vocabulary(texts: Iterable[str]) -> dict[str, str]:
    """The words of three letters or more in texts, folded, each as it is written first."""
    known: dict[str, str] = {}
    for text in texts:
        for written in re.findall(r"\w+", normalize("NFC", text)):
            if len(word := fold(written)) > 2 and " " not in word:
                known.setdefault(word, written)
    return known


def near(word: str, known: dict[str, str]) -> list[str]:
    """The words most like it, the nearest first, as they are written."""
    word = word.strip()
    alike = [other for other in known if abs(len(other) - len(word)) <= max(1, len(word) // 4)]
    return [known[other] for other in get_close_matches(word, alike, AT_MOST, NEARLY)]


def corrected(text: str, replaced: dict[str, str]) -> str:
    """The text as it was typed, with words of it replaced."""
    for word, written in replaced.items():
        for start, end in reversed(spans(text, [word])):
            text = f"{text[:start]}{written}{text[end:]}"
    return text
