"""The second factor: a code from an application on one's phone (TOTP), or one of the recovery codes.

Offered to all. Where `REQUIRE_TOTP` is set, a session in which none has been given yet opens nothing but the pages
to set one up, or to type one.
"""

from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.urls import reverse

from . import mails, sessions

METHOD = "mfa"


def is_missing(request, user) -> bool:
    """Whether one is required, and has not been given in this session: before the setting, too."""
    if not settings.REQUIRE_TOTP or not user.is_authenticated:
        return False
    return all(record["method"] != METHOD for record in get_authentication_records(request, user))


def page(user, after: str) -> str:
    """Where a second factor is typed, or set up by those who have none; with where it then leads."""
    name = "mfa_reauthenticate" if is_mfa_enabled(user, [Authenticator.Type.TOTP]) else "mfa_activate_totp"
    return f"{reverse(name)}?{urlencode({'next': after})}"


def forget_in_session(request) -> None:
    """That one was given in this session: the phone that gave it is no longer the account's."""
    kept = [record for record in get_authentication_records(request, request.user) if record["method"] != METHOD]
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept


def reset(user) -> bool:
    """Remove an account's second factor and recovery codes, for somebody who has lost them; whether there were any.

    Their sessions end: whoever has found the phone is out, and the next login sets another up where it is required.
    """
    removed, _each = Authenticator.objects.filter(user=user).delete()
    sessions.end(user)
    if removed:
        mails.tell(user, "reset")
    return bool(removed)
