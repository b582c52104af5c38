"""A record that was found by words: what is shown of it, and by which of its names or texts it was found."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.utils.html import format_html_join

from agreements.models import Agreement
from inserm_intl.marking import holding, marked

from .described import DESCRIBED, Text, by_its_name
from .extracts import extract


@dataclass
class Found:
    """What the page shows of it, as HTML: `also` are the names that hold words which title and facts do not."""

    record: Any
    reference: str
    title: str
    kind: str
    facts: list[str]
    also: list[str]
    extract: str

    @property
    def is_agreement(self) -> bool:
        return isinstance(self.record, Agreement)

    @classmethod
    def of(cls, record, asked: list[str]) -> "Found":
        described = DESCRIBED.get(type(record), by_its_name)(record)
        shown = [described.title, *chain.from_iterable(described.facts)]
        seen = {word for text in shown for word in holding(text.words, asked)}
        seen.update(holding(described.reference, asked))
        also = list(naming(described.names, [word for word in asked if word not in seen]))
        seen.update(word for text in also for word in holding(text.words, asked))
        missing = [word for word in asked if word not in seen]
        return cls(
            record,
            marked(described.reference, asked),
            described.title.marked(asked),
            described.kind,
            list(filter(None, (together(fact, asked) for fact in described.facts))),
            [name.marked(asked) for name in also],
            extract(described.texts, missing, asked) if missing or described.introduces else "",
        )


def together(fact: list[Text], asked: list[str]) -> str:
    """Texts of one fact, with their words marked: "Riken, Japan"."""
    return format_html_join(", ", "{}", [(text.marked(asked),) for text in fact if text.words])


def naming(names: Iterable[Text], missing: list[str]) -> Iterable[Text]:
    """The first names that together hold the words, as far as names do."""
    for name in names:
        if not missing:
            return
        if held := holding(name.words, missing):
            missing = [word for word in missing if word not in held]
            yield name
