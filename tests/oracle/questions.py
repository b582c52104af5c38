"""What may be asked, made up at random: every kind of page and file, with the values that the register holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from urllib.parse import quote, urlencode

from tests.addresses import LANGUAGES
from tests.oracle.deck import DECK, DESCRIPTIONS, FEEDS, LISTED, SITEMAPS
from tests.oracle.dice import Dice
from tests.oracle.vocabulary import Vocabulary

INDICATOR = ("key-figures", "kind")
READERS = [{"accept-language": "en"}, {"accept-language": "es"}, {"accept-encoding": "gzip"}]


@dataclass(frozen=True)
class Question:
    """`again` asks a second time with what the first answer says of its content, as caches do.

    `staff` has a member of staff open the page first: what they see may not be kept for a visitor.
    """

    path: str
    method: str = "get"
    headers: tuple = ()
    again: bool = False
    staff: bool = False

    def __str__(self):
        extra = [f"{name}: {value}" for name, value in self.headers]
        extra += [word for word in ("again", "staff") if getattr(self, word)]
        return " ".join([self.method.upper(), self.path, *(f"({word})" for word in extra)])


class Questions:
    """Questions to one register. A value is mostly one that the parameter may have, private or not."""

    def __init__(self, register):
        self.vocabulary = Vocabulary(register)

    def all(self, dice: Dice, place: int = 0) -> Iterator[Question]:
        """Without an end: every shape of the deck from a place on, then again."""
        for at in count(place):
            yield self.question(dice, *DECK[at % len(DECK)])

    def question(self, dice: Dice, kind: str, *of: str) -> Question:
        headers = dice.choice(READERS).items() if dice.maybe(0.3) else ()
        method = "head" if dice.maybe(0.05) else "get"
        path = getattr(self, kind)(dice, *of)
        return Question(path, method, tuple(headers), dice.maybe(0.1), kind == "record" and dice.maybe(0.3))

    def other(self, dice: Dice, of: str) -> str:
        return (SITEMAPS[0] if dice.maybe() else dice.choice(SITEMAPS)) if of else dice.choice(DESCRIPTIONS)

    def data(self, dice: Dice, of: str, *named: str) -> str:
        more = ("page_size", "page", "cursor") if of.endswith("/") else ()
        return f"/api/v1/{of}{self.query(dice, re.split('[./]', of)[0], *named, more=more)}"

    def listed(self, dice: Dice, noun: str, *named: str) -> str:
        return in_language(dice, f"{noun}/{self.query(dice, noun, *named, more=['page'])}")

    def page(self, dice: Dice, name: str) -> str:
        """Home, figures, map, search, open data."""
        if name in ("", "open-data/"):
            return in_language(dice, name + asked(self.day(dice)))
        if name == "search/":
            words = self.value(dice, "q", "agreements") if dice.maybe() else dice.choice(self.vocabulary.strange)
            return in_language(dice, name + asked([("q", words), *self.day(dice)]))
        return in_language(dice, name + self.query(dice, name.strip("/")))

    def feed(self, dice: Dice, name: str) -> str:
        return in_language(dice, f"feeds/{name}{self.query(dice, FEEDS[name])}")

    def record(self, dice: Dice, noun: str) -> str:
        """A record's own page, or a file; public or not, as of a day, at times in other letters."""
        key = self.key(dice, noun)
        if noun in ("files", "pages"):
            return in_language(dice, f"{key}/")
        key = key.swapcase() if dice.maybe(0.1) else key
        if noun == "calls":
            noun, key = "programmes", key.replace("/", "/calls/")
        return in_language(dice, f"{noun.replace('former', 'partners')}/{key}/{asked(self.day(dice))}")

    def alone(self, dice: Dice, noun: str) -> str:
        """A record as data."""
        return f"/api/v1/{noun.replace('former', 'partners')}/{self.key(dice, noun)}/{asked(self.day(dice))}"

    def key(self, dice: Dice, noun: str) -> str:
        every, public = self.vocabulary.keys[noun], self.vocabulary.public[noun]
        return dice.choice(public if public and noun != "former" and dice.maybe(0.65) else every)

    def day(self, dice: Dice) -> list[tuple[str, str]]:
        return [("on", dice.choice(self.vocabulary.parameters["on"]))] if dice.maybe(0.2) else []

    def query(self, dice: Dice, noun: str, *named: str, more: Sequence[str] = ()) -> str:
        """The parameter named, at times with one that the noun understands beside it; else none, one or two of these.

        `named` may give the value too.
        """
        names = dice.sample([*LISTED[noun].base_filters, *more], dice.choice([0, 0, 1] if named else [0, 0, 1, 2]))
        if named and dice.maybe(0.05):
            names.append(named[0])
        pairs = [(name, self.value(dice, name, noun)) for name in names]
        if named:
            name, *value = named
            pairs.insert(0, (name, dice.choice(["", "-"]) + value[0] if value else self.value(dice, name, noun)))
        return asked(pairs)

    def value(self, dice: Dice, name: str, noun: str) -> str:
        """One that the parameter may have, private or not; at times none of these."""
        if dice.maybe(0.04):
            return "nothing"
        if name == "sort":
            return dice.choice(["", "-"]) + dice.choice(list(LISTED[noun].sorts))
        if name == "id":
            return dice.choice(self.vocabulary.keys.get(noun) or self.vocabulary.keys["countries"])
        if name == "q":
            return " ".join(dice.sample(self.vocabulary.words, dice.choice([1, 1, 1, 2])))
        known = LISTED[noun].base_filters[name].extra.get("choices") if name in LISTED[noun].base_filters else None
        if isinstance(known, list):
            return dice.choice([code for code, _label in known])
        return dice.choice(self.vocabulary.parameters["indicator" if (noun, name) == INDICATOR else name])


def in_language(dice: Dice, address: str) -> str:
    return f"/{dice.choice(LANGUAGES)}/{address}"


def asked(pairs: list[tuple[str, str]]) -> str:
    return f"?{urlencode(pairs, quote_via=quote)}" if pairs else ""
