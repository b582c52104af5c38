"""The sessions of an account."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone


def end(user, but: str | None = None) -> None:
    """All that last, but the one with that key. Whose a session is, only its content says: each is read."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).exclude(pk=but).iterator():
        if session.get_decoded().get(SESSION_KEY) == str(user.pk):
            session.delete()
