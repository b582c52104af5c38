"""Asked all at once and waited for no longer than WITHIN: whoever watches the site gets an answer in any case."""

import logging
import threading
import time
from collections.abc import Callable

from django.db import connections

from . import checks

WITHIN = 2.0  # seconds
logger = logging.getLogger(__name__)


class Question(threading.Thread):
    """Asks in a thread, with a connection of its own. The server waits for none of them when it stops."""

    def __init__(self, check: Callable[[], list[str]]):
        super().__init__(daemon=True)
        self.check = check
        self.reasons: list[str] = []

    def run(self):
        try:
            self.reasons = self.check()
        except Exception:
            logger.exception("A check of readiness failed")
            self.reasons = [f"{self.check.__name__}: the check failed"]
        finally:
            connections.close_all()


ASKED = (checks.database, checks.cache, checks.documents)
open_questions: dict[Callable, Question] = {}
one_at_a_time = threading.Lock()


def reasons() -> list[str]:
    """Why the site is not ready: nothing where it is."""
    with one_at_a_time:
        questions = [asked(check) for check in ASKED]
    until = time.monotonic() + WITHIN
    return [reason for question in questions for reason in answer(question, until)]


def asked(check) -> Question:
    """What was asked and is not yet answered is not asked a second time: what hangs would gather threads."""
    question = open_questions.get(check)
    if question is None or not question.is_alive():
        question = open_questions[check] = Question(check)
        question.start()
    return question


def answer(question: Question, until: float) -> list[str]:
    question.join(max(0.0, until - time.monotonic()))
    if question.is_alive():
        return [f"{question.check.__name__}: no answer within {WITHIN:.0f} seconds"]
    return question.reasons
