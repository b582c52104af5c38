"""The sessions of an account. Whose a session is, only its content says: each is read."""

from collections.abc import Iterator

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session


def of(user) -> Iterator[Session]:
    """Those that are over too, until they are cleared away."""
    return (row for row in Session.objects.iterator() if row.get_decoded().get(SESSION_KEY) == str(user.pk))


def end(user, but: str | None = None) -> None:
    """All but the one with that key."""
    Session.objects.filter(pk__in=[row.pk for row in of(user) if row.pk != but]).delete()
