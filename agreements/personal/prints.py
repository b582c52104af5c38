"""Prints of a person: what tells, of a name that is met, that it is theirs, and from which nobody reads the name."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.encoding import force_str

from inserm_intl.folding import plain_letters

from .person import Person

# Begun where a word begins, or a long word without "@" would be read again from each of its letters.
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# What stands between words, in a text as in a name that was typed.
BETWEEN = re.compile(r"[\s,;:!?…]+")


def print_of(said: str, secret: str = "") -> str:
    key = hashlib.sha256(b"erasures" + (secret or settings.SECRET_KEY).encode()).digest()
    return hmac.digest(key, said.encode(), "sha256").hex()


def mark(secret: str = "") -> str:
    """Stands beside prints: tells which secret key they were made under."""
    return print_of("", secret)[:16]


def secret_of(prints: dict) -> str | None:
    """The site's secret key, or one that it had before, under which prints were made."""
    known = map(force_str, (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    return next((secret for secret in known if mark(secret) == prints["secret"]), None)


def letters(word: str) -> str:
    return "".join(sign for sign in word if sign.isalnum())


def in_no_order(words: Iterable[str]) -> str:
    """A name, whatever joins or ends its words."""
    return " ".join(sorted(map(letters, words)))


def prints(person: Person) -> dict[str, Any]:
    """For the journal: each name by the number of its words, each address."""
    names = [[len(person.words), print_of(in_no_order(person.words))]] if person.words else []
    return {"names": names, "addresses": sorted(map(print_of, map(str.casefold, person.emails))), "secret": mark()}


class Sought:
    """Somebody whose prints are looked for."""

    def __init__(self, prints: dict[str, Any], secret: str):
        self.sizes = dict(prints["names"])
        self.addresses, self.secret = set(prints["addresses"]), secret
        self.print_of = cache(lambda said: print_of(said, secret))  # the same words come again and again

    def met_in(self, text: str) -> Iterator[str]:
        """The names and addresses of a text that are theirs, each as it would be asked for."""
        for email in ADDRESS.findall(text) if "@" in text and self.addresses else ():
            if self.print_of(email.casefold()) in self.addresses:
                yield email
        words = [word for word in BETWEEN.split(plain_letters(text)) if letters(word)]
        for size, name_s_print in self.sizes.items():
            for start in range(len(words) - size + 1):
                name = words[start : start + size]
                if self.print_of(in_no_order(name)) == name_s_print:
                    yield " ".join(name)
                    yield " ".join(word.strip(".") for word in name)
