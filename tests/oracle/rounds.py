"""A register and many questions: asked as it is, then with its private part deleted, then with that edited.

What was deleted or edited is rolled back; so is the register, in the end. Time stands still meanwhile.
An example is one register asked one batch of questions.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice

import time_machine

from inserm_intl.undone import undone
from tests.oracle.asking import Visitor, forget, told
from tests.oracle.dice import Dice
from tests.oracle.editing import edit
from tests.oracle.mutants import Mutant
from tests.oracle.questions import Question, Questions
from tests.oracle.register import Register
from tests.oracle.removing import remove
from tests.oracle.story import Leak

NOW = "2026-06-15T10:00:00+00:00"
# Questions to a batch, and which of them are asked of the edited register too.
BATCH, EDITED = 6, 4
# Answers of each mutant that are compared, of those that it moves.
ENOUGH = 4


@contextmanager
def standing(seed: int) -> Iterator[Register]:
    """The register of a seed, for as long as it is asked. What is refused is not logged: much is, to see how."""
    with time_machine.travel(NOW, tick=False), undone():
        logging.disable()
        try:
            yield Register(seed)
        finally:
            logging.disable(logging.NOTSET)


def questions(register: Register, examples: int) -> list[Question]:
    """Those of so many examples. The register of the next seed is asked what follows in the deck."""
    dice, many = Dice(f"{register.seed} questions"), examples * BATCH
    return list(islice(Questions(register).all(dice, register.seed * many), many))


def leaks(register: Register, asked: list[Question]) -> list[Leak]:
    """Every question whose answer is another without what is private, or tells of it."""
    visitor = Visitor(register.officers[0])
    forget()
    before = {question: visitor.ask(question) for question in dict.fromkeys(asked)}
    found = [
        Leak(question, "An answer tells what is private:", answers, words=words)
        for question, answers in before.items()
        if (words := told(question, answers, register.secret))
    ]

    def moved(what: str, change: Callable[[], None], some: list[Question]) -> list[Leak]:
        forget()
        visitor.staff = None
        with undone():
            change()
            after = {question: visitor.ask(question) for question in some}
        return [Leak(one, what, before[one], after[one]) for one in some if after[one] != before[one]]

    found += moved("Without what is private the answer is:", lambda: remove(register.secrets), list(before))
    found += moved("Edits of what is private change it:", lambda: edit(register), list(before)[::EDITED])
    forget()
    return found


def unseen(register: Register, asked: list[Question], mutants: list[Mutant]) -> list[Mutant]:
    """Those of the mutants that no question finds out."""
    visitor, found = Visitor(register.officers[0]), set()
    usual: dict[Question, list] = {}
    moved: dict[tuple, list] = {}
    for mutant in mutants:
        for question in mutant.asked_of(asked):
            if question not in usual:
                usual[question] = visitor.ask(question)
            with mutant.at_work():
                answers = visitor.ask(question)
            if told(question, answers, register.secret):
                found.add(mutant)
                break
            # What it leaves as it is, it tells nothing by.
            if answers != usual[question]:
                moved[mutant, question] = answers
            if sum(other is mutant for other, _question in moved) == ENOUGH:
                break
    visitor.staff = None
    with undone():
        remove(register.secrets)
        for (mutant, question), answers in moved.items():
            if mutant not in found:
                with mutant.at_work():
                    found |= {mutant} if visitor.ask(question) != answers else set()
    return [mutant for mutant in mutants if mutant not in found]
