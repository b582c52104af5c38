"""Where all the words together find nothing: what each finds alone, and what may have been meant instead."""

from collections.abc import Iterable

from django.utils.functional import cached_property

from inserm_intl.folding import words
from inserm_intl.marking import spans
from inserm_intl.questions import Words

from .near import corrected, names, near, vocabulary
from .nouns import Noun, finding

MOST_ALONE, MOST_UNKNOWN = 6, 3


class Meant:
    """For words that find nothing together; of many words, the first six."""

    def __init__(self, nouns: list[Noun], question: Words, text: str):
        self.nouns, self.question, self.text = nouns, question, text
        self.words = words(text)

    @cached_property
    def found(self) -> dict[str, list[Noun]]:
        return finding(self.nouns, self.words[:MOST_ALONE]) if len(self.words) > 1 else {}

    @property
    def alone(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each word that finds something by itself, as it was typed, with the lists that hold it."""
        return [
            (typed, [(noun.heading, noun.url_for(typed)) for noun in nouns])
            for word, nouns in self.found.items()
            if nouns and (typed := self.typed(word))
        ]

    def typed(self, word: str) -> str:
        start, end = next(iter(spans(self.text, [word])))
        return self.text[start:end]

    @cached_property
    def nearest(self) -> dict[str, list[str]]:
        """For each word of three letters or more that finds nothing by itself, those most like it."""
        unknown = [word for word in self.words[:MOST_ALONE] if not self.found.get(word) and len(word.strip()) > 2]
        unknown = unknown[:MOST_UNKNOWN]
        known = vocabulary(self.names(unknown)) if unknown else {}
        return {word: alike for word in unknown if (alike := near(word, known))}

    def names(self, unknown: list[str]) -> Iterable[str]:
        return names(self.question, unknown)

    @property
    def suggestions(self) -> list[tuple[str, str]]:
        """What may have been meant and its search: something is found by each."""
        best = {word: alike[0] for word, alike in self.nearest.items()}
        others = [{**best, word: other} for word, alike in self.nearest.items() for other in alike[1:]]
        whole = [corrected(self.text, replaced) for replaced in [best, *others]] if best else []
        held = whole if len(self.words) == 1 else [text for text, nouns in finding(self.nouns, whole).items() if nouns]
        meant = held or [other for alike in self.nearest.values() for other in alike]
        return [(text, self.url_for(text)) for text in meant]

    def url_for(self, text: str) -> str:
        """The search, asked other words."""
        return self.question.query(q=text)
