"""A person as they are asked for: by name or by e-mail address, told apart from those whose name holds theirs.

Words count whole, whatever their accents and case, the first name before or after: "Anne Martin" is found in
"MARTIN, Anne" and not in "Marianne Martin". Where the words are there but may belong to another ("Anne
Martin-Dupont", "Anne Martin Dupont", or a name of one word), the mention is uncertain: told, and left alone.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from inserm_intl.folding import fold, plain_letters

ERASED = "[…]"
AROUND = 40
# Fewer are no telephone number of anybody's.
DIGITS = 8


@dataclass(frozen=True)
class Mention:
    """Where a text names the person, from a sign to another."""

    text: str
    start: int
    end: int
    certain: bool

    @property
    def around(self) -> str:
        """The words around it, on one line."""
        return " ".join(self.text[max(0, self.start - AROUND) : self.end + AROUND].split())


def written(contact: str) -> re.Pattern | None:
    """An e-mail address, as it is or folded, or a telephone number whatever stands between its digits."""
    if "@" in contact:
        return re.compile(rf"(?<![\w.+-]){re.escape(contact)}(?![\w-]|\.\w)", re.IGNORECASE)
    digits = re.sub(r"\D", "", contact)
    return re.compile(r"\+?(?<!\d)" + r"[\s()./-]*".join(digits) + r"(?!\d)") if len(digits) >= DIGITS else None


@dataclass
class Person:
    asked: str
    emails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)

    def __post_init__(self):
        if "@" in self.asked:
            self.emails.add(self.asked.strip())

    @cached_property
    def words(self) -> list[str]:
        return [] if "@" in self.asked else fold(self.asked).split()

    @cached_property
    def pattern(self) -> re.Pattern | None:
        """The words in order, or the last of them first."""
        if not self.words:
            return None
        orders = {tuple(self.words), (self.words[-1], *self.words[:-1]), (*self.words[1:], self.words[0])}
        said = "|".join(r"[\s,]+".join(map(re.escape, order)) for order in sorted(orders))
        return re.compile(rf"(?<!\w)(?:{said})(?!\w)")

    def is_named(self, whole: str) -> bool:
        """Whether a text that is a name, and nothing else, is theirs."""
        return bool(self.words) and sorted(fold(whole.replace(",", " ")).split()) == sorted(self.words)

    def mentions(self, text: str) -> list[Mention]:
        found = [
            Mention(text, *match.span(), certain=True)
            for pattern in map(written, [*self.emails, *map(fold, self.emails), *self.phones])
            for match in (pattern.finditer(text) if pattern else ())
        ]
        if self.pattern and all(word in plain_letters(text) for word in self.words):
            found += self.names_in(text)
        return sorted(set(found), key=lambda mention: mention.start)

    def names_in(self, text: str):
        """A sign may fold into none or several: each folded one remembers where it comes from."""
        folded = [plain_letters(sign) for sign in text]
        ends = list(accumulate(map(len, folded)))
        origin = [place for place, signs in enumerate(folded) for _sign in signs]
        for match in self.pattern.finditer("".join(folded)) if ends else ():
            start, end = origin[match.start()], origin[match.end() - 1] + 1
            while end < len(text) and not folded[end]:
                end += 1  # the marks of the last letter
            yield Mention(text, start, end, certain=self.is_whole(text, start, end))

    def is_whole(self, text: str, start: int, end: int) -> bool:
        joined = re.search(r"\w[-‐’']$", text[:start]) or re.match(r"[-‐’']\w", text[end:])
        goes_on = re.match(r" +\w", text[end:])
        goes_on = goes_on and goes_on.group()[-1].isupper()
        # "Paul Martin, Anne": a comma also stands between people.
        listed = "," in text[start:end] and re.search(r"\w +$", text[:start])
        return len(self.words) > 1 and not (joined or goes_on or listed)

    def erased_from(self, text: str, *, uncertain: bool = False) -> str:
        """The text without the person."""
        for mention in reversed(self.mentions(text)):
            if mention.certain or uncertain:
                text = text[: mention.start] + ERASED + text[mention.end :]
        return text
