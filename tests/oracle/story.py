"""A leak, told so that whoever reads the failed test knows where to look."""

from dataclasses import dataclass, field
from difflib import unified_diff
from itertools import islice

from inserm_intl.undone import undone
from tests.oracle.asking import Answer, Visitor
from tests.oracle.questions import Question
from tests.oracle.register import Register
from tests.oracle.removing import remove

MOST_LINES, MOST_SIGNS, AROUND = 40, 300, 80


@dataclass
class Leak:
    """A question whose answers differ, or tell private words; `what` was done between them."""

    question: Question
    what: str
    before: list[Answer]
    after: list[Answer] = field(default_factory=list)
    words: set[str] = field(default_factory=set)

    def told(self, register: Register) -> str:
        lines = [f"The register of seed {register.seed}, asked {self.question}", self.what]
        for word in sorted(self.words):
            lines.append(f"{word}, which is {register.words.get(word, 'a private key or sum')}: {self.around(word)}")
        if self.after:
            lines += [*self.difference(), *culprits(register, self)]
        return "\n".join(lines)

    def around(self, word: str) -> str:
        """Where the answer says it."""
        said = " ".join("\n".join(answer.whole for answer in self.before).split())
        place = said.find(word)
        return f"…{said[max(0, place - AROUND) : place + AROUND]}…"

    def difference(self) -> list[str]:
        before, after = (
            "\n".join(answer.whole for answer in answers).replace("><", ">\n<").split("\n")
            for answers in (self.before, self.after)
        )
        lines = unified_diff(before, after, "before", "after", lineterm="", n=1)
        return [line[:MOST_SIGNS] for line in islice(lines, MOST_LINES)]


def culprits(register: Register, leak: Leak) -> list[str]:
    """The private rows of which each, taken away alone, moves the answer too: named by noun and key."""
    found = []
    for model, keys in register.secrets.rows.items():
        if keys and moves(register, leak, {model: keys}):
            rows = list(model._base_manager.filter(pk__in=keys))
            alone = [row for row in rows if moves(register, leak, {model: {row.pk}})]
            found += [f"It moves without {model._meta.model_name} {row.pk}, {row}" for row in alone or rows[:3]]
    return found or ["No private row moves it alone: look at the columns for staff in public records."]


def moves(register: Register, leak: Leak, rows: dict[type, set]) -> bool:
    with undone():
        remove(register.secrets, rows)
        return Visitor().ask(leak.question) != leak.before
