"""Ask, as a visitor without account, session or cookie; and say what two answers differ in."""

import gzip
import io
import re
import zipfile
from dataclasses import dataclass
from urllib.parse import unquote_plus, urlsplit

from django.core.cache import caches
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client

from tests.oracle.questions import Question

ENTITY_TAG, MODIFIED = "ETag", "Last-Modified"
# Padded at random where it is compressed, so that its length says nothing of secrets in it (BREACH).
LENGTH = "Content-Length"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: tuple
    body: bytes

    @property
    def whole(self) -> str:
        """All that it tells, as text."""
        lines = [str(self.status), *(f"{name}: {value}" for name, value in self.headers)]
        return "\n".join([*lines, "", self.body.decode(errors="replace")])


def forget() -> None:
    """Empty every cache: none may have been told by one situation what it tells in the other."""
    for cache in caches.all():
        cache.clear()


class Visitor:
    """Asks again with the tags of the first situation, so that both are asked the very same.

    An officer may open pages before: only while there is something private to see, for nobody may notice that either.
    """

    def __init__(self, officer=None):
        self.client, self.tags = Client(), {}
        self.staff = Client() if officer else None
        if self.staff:
            self.staff.force_login(officer)

    def ask(self, question: Question) -> list[Answer]:
        """The answer, then that to the same question asked again, then the part that follows."""
        if question.staff and self.staff:
            closed(self.staff.get(question.path))
        answers = [self.answer(question)]
        if question.again:
            first = dict(answers[0].headers)
            tags = self.tags.setdefault(question, [first.get(ENTITY_TAG), first.get(MODIFIED)])
            known = [("if-none-match", tags[0]), ("if-modified-since", tags[1])]
            answers.append(self.answer(question, *(pair for pair in known if pair[1])))
        if following := next_part(answers[0]):
            answers.append(self.answer(Question(following)))
        return answers

    def answer(self, question: Question, *more: tuple[str, str]) -> Answer:
        response = getattr(self.client, question.method)(question.path, headers=dict([*question.headers, *more]))
        body = response.getvalue()
        closed(response)
        headers = dict(response.headers)
        if headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body) if body else body
            headers.pop(LENGTH, None)
        if body and "spreadsheetml" in headers.get("Content-Type", ""):
            body = unzipped(body)
        return Answer(response.status_code, tuple(sorted(headers.items())), body)


def closed(response) -> None:
    """As every server does once an answer is sent; the connection stays open, with the register in it."""
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)


def unzipped(content: bytes) -> bytes:
    """All that is in a workbook. Its moment of making too: time stands still while we ask."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"\n".join(name.encode() + b"\n" + book.read(name) for name in sorted(book.namelist()))


def next_part(answer: Answer) -> str:
    """The address of the next part of a long answer; "" where there is none."""
    found = re.search(rb'"next":\s?"([^"]+)"', answer.body) if answer.status == 200 else None
    return urlsplit(found[1].decode())._replace(scheme="", netloc="").geturl() if found else ""


def told(question: Question, answers: list[Answer], secret: re.Pattern) -> set[str]:
    """The canaries and keys of private records that an answer tells, but for those that the question names."""
    said = "\n".join(answer.whole for answer in answers)
    asked = unquote_plus(question.path).casefold()
    return {word for word in secret.findall(said) if word.casefold() not in asked}
