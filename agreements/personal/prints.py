"""Prints of a person: what tells, of a name that is met, that it is theirs, and from which nobody reads the name."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from django.conf import settings

from inserm_intl.folding import plain_letters

from .person import Person

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# What stands between words, in a text as in a name that was typed.
BETWEEN = re.compile(r"[\s,;:!?…]+")


def print_of(said: str) -> str:
    key = hashlib.sha256(b"erasures" + settings.SECRET_KEY.encode()).digest()
    return hmac.digest(key, said.encode(), "sha256").hex()


def letters(word: str) -> str:
    return "".join(sign for sign in word if sign.isalnum())


def of_words(words: Iterable[str]) -> str:
    """Of a name: its words in no order, whatever joins or ends them."""
    return print_of(" ".join(sorted(map(letters, words))))


def of_address(email: str) -> str:
    return print_of(email.casefold())


def secret() -> str:
    """Tells whether prints were made under the secret key of today."""
    return print_of("")[:16]


def prints(person: Person) -> dict[str, list]:
    """For the journal: each name by the number of its words, each address."""
    names = [[len(person.words), of_words(person.words)]] if person.words else []
    return {"names": names, "addresses": sorted(map(of_address, person.emails)), "secret": secret()}


class Searched:
    """Those whose prints are looked for."""

    def __init__(self, sought: Iterable[dict]):
        self.names = {tuple(name) for said in sought for name in said["names"]}
        self.addresses = {address for said in sought for address in said["addresses"]}
        self.met: dict[str, str] = {}

    @cached_property
    def sizes(self) -> set[int]:
        return {size for size, _print in self.names}

    def found_in(self, text: str) -> Iterator[str]:
        """The names and addresses of a text that are theirs, each as it would be asked for."""
        for email in ADDRESS.findall(text) if "@" in text and self.addresses else ():
            if self.known(email.casefold(), of_address) in self.addresses:
                yield email
        words = [word for word in BETWEEN.split(plain_letters(text)) if letters(word)]
        for size in self.sizes:
            for start in range(len(words) - size + 1):
                name = words[start : start + size]
                if (size, self.known(" ".join(name), lambda said: of_words(said.split()))) in self.names:
                    yield " ".join(name)
                    yield " ".join(word.strip(".") for word in name)

    def known(self, said: str, make) -> str:
        """The same words come again and again."""
        if said not in self.met:
            self.met[said] = make(said)
        return self.met[said]
