"""Whose cases the desk and its boards show: one's own, or the whole office's."""

from agreements.models import Agreement, Deadline


def is_mine(request) -> bool:
    """Whether one's own cases are asked for; who has none, and does not say, sees the whole office's."""
    asked = request.GET.get("whose")
    if asked:
        return asked == "me"
    cases = Agreement.objects.filter(officer=request.user), Deadline.objects.open().of(request.user)
    return any(rows.exists() for rows in cases)
