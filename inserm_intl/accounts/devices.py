"""Browsers that an account has come in by before.

Each has a count of wrong tries of its own: whoever tries an account's password elsewhere, however often, cannot
keep its owner out of the browser they work with. (OWASP calls this a device cookie.)
"""

import secrets

from django.conf import settings

COOKIE = "device"
AGE = 90 * 24 * 60 * 60  # seconds


def salt(name: str) -> str:
    return f"inserm_intl.accounts.devices:{name.lower()}"


def known(request, name: str) -> str:
    """What tells this browser from others that the account has come in by; "" where it has not."""
    return request.get_signed_cookie(COOKIE, "", salt(name), max_age=AGE)


def remember(request, response, name: str) -> None:
    """The cookie says nothing of whose it is; a browser remembers the last who came in."""
    response.set_signed_cookie(
        COOKIE,
        known(request, name) or secrets.token_urlsafe(12),
        salt(name),
        max_age=AGE,
        path="/account/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
