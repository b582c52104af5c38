"""What whoever runs a command says: an answer to a question, a day."""

import datetime

from django.core.management.base import CommandError

from .days import today
from .parameters import is_day


def answered(question: str) -> str:
    """What was typed; nothing where nobody is there to answer."""
    try:
        return input(question)
    except EOFError:
        return ""


def day_named(on: str) -> datetime.date:
    """The day that `--on` names; today in Paris where it names none."""
    if on and not is_day(on):
        raise CommandError(f"{on} is no day: YYYY-MM-DD, as 2026-11-27.")
    return datetime.date.fromisoformat(on) if on else today()
