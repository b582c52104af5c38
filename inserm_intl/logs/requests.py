"""What lines say of the request that they are about: its number, and the route that it took, never its address."""

import re
import uuid
from contextvars import ContextVar

from django.conf import settings

CURRENT: ContextVar = ContextVar("request", default=None)
# Where the line of a request, written by the server, finds what the site knows of it.
ABOUT = "inserm_intl.about"
GIVEN = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")
METHODS = {"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT"}


class RequestMiddleware:
    """Outside all others: gives each request its number, which an answer of a fault of ours tells in `X-Request-ID`.

    It is the one that a trusted proxy has given it, if that is 32 digits (nginx: `$request_id`) or a UUID.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "") if settings.TRUSTED_PROXIES else ""
        request.id = given if GIVEN.fullmatch(given) else uuid.uuid4().hex
        CURRENT.set(request)
        response = self.get_response(request)
        request.META[ABOUT] = about(request)
        if response.status_code >= 500:
            response["X-Request-ID"] = request.id
        return response


def about(request) -> dict:
    """What may be said of it. Of whoever asks no more than the number of an account, where one was looked up."""
    match = request.resolver_match
    is_static = not match and request.path_info.startswith(settings.STATIC_URL)
    account = getattr(request, "_cached_user", None)
    said = {
        "request": request.id,
        "method": known(request.method),
        "route": match.route if match else "static/" if is_static else None,
        "account": account.pk if account else None,
    }
    return {name: value for name, value in said.items() if value is not None}


def about_current() -> dict:
    request = CURRENT.get()
    return about(request) if request else {}


def known(method: str) -> str:
    """A method is a word that anybody may make up."""
    return method if method in METHODS else "other"
