"""A slip in the site's code, put there for the time of a test."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

import pytest

from tests.oracle.asking import forget
from tests.oracle.questions import Question


class Mutant(NamedTuple):
    """`where` begins the paths on which it could show (`_` stands for the language): only these are asked again."""

    what: str
    where: str
    slip: Callable

    def asked_of(self, asked: list[Question]) -> list[Question]:
        """The questions on whose answers it could show."""
        where = re.compile(self.where.replace("/_/", "/(fr|en|es)/"))
        return [question for question in asked if where.match(question.path)]

    @contextmanager
    def at_work(self) -> Iterator[None]:
        forget()
        with pytest.MonkeyPatch.context() as patch:
            self.slip(patch)
            yield


MUTANTS: list[Mutant] = []


def leak(what: str, where: str):
    def noted(slip):
        MUTANTS.append(Mutant(what, where, slip))
        return slip

    return noted
