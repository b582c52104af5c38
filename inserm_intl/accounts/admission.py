"""Whom a session lets in, for each request."""

import time

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponseRedirect
from django.utils.functional import SimpleLazyObject

from . import second_factor

# Where one shows who one is.
DOORS = "/account/"
SEEN = "seen"
# A session is written for it no more often.
NOTED_EVERY = 600  # seconds


class AdmissionMiddleware:
    """`request.user`, once they have shown all that is asked of them; a visitor before.

    Asked only when somebody looks: a page that does not, reads no session.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        found = request.user
        known = request.user = SimpleLazyObject(lambda: present(request, found))
        if not request.path_info.startswith(DOORS):
            request.user = SimpleLazyObject(lambda: admitted(request, known))
            if request.path_info.startswith("/admin/") and second_factor.is_missing(request, known):
                return HttpResponseRedirect(second_factor.page(known, request.get_full_path()))
        return self.get_response(request)


def admitted(request, user):
    return AnonymousUser() if second_factor.is_missing(request, user) else user


def begin(request) -> None:
    request.session[SEEN] = int(time.time())


def present(request, user):
    """Nobody, where nothing was done in the session for hours: it is no more."""
    seen = request.session.get(SEEN) if user.is_authenticated else None
    if seen is None:
        return user
    since = time.time() - seen
    if since > settings.SESSION_IDLE.total_seconds():
        request.session.flush()
        return AnonymousUser()
    if since > NOTED_EVERY:
        begin(request)
    return user
