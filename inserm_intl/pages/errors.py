"""What went wrong, said in the reader's language, with a way on."""

import math
import sys

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inserm_intl.open_data import faults
from inserm_intl.unavailable import RETRY_AFTER, is_unavailable


def is_for_data(request) -> bool:
    return request.path_info.startswith(settings.DATA_ADDRESSES)


def page(request, status: int, title: str, sentence: str):
    if is_for_data(request):
        return JsonResponse(faults.told({"request": [sentence]}), status=status)
    return render(request, "pages/error.html", {"title": title, "sentence": sentence, "status": status}, status=status)


TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request, exception):
    """A question's own faults are told; what Django says of others is for programmers: it names settings, columns."""
    if isinstance(exception, BadRequest) and str(exception):
        sentence = str(exception)
    elif isinstance(exception, TOO_MUCH):
        sentence = _("Too much was sent at once.")
    else:
        sentence = _("The address holds something the site does not understand.")
    return page(request, 400, _("This request cannot be answered"), sentence)


def forbidden(request, exception):
    return page(request, 403, _("Not allowed"), _("Your account may not open this page."))


def not_found(request, exception):
    sentence = _("Nothing is published at this address, or not on that day. It may have moved, or be mistyped.")
    return page(request, 404, _("Page not found"), sentence)


def method_not_allowed(request, allowed: tuple[str, ...]):
    response = page(request, 405, _("This cannot be done here"), _("This address does not take such a request."))
    response["Allow"] = ", ".join(allowed)
    return response


def too_many(request, seconds: float = 300):
    """After many wrong tries at a password or a code: how long until the next is looked at."""
    minutes = math.ceil(seconds / 60)
    sentence = ngettext(
        "There have been too many tries. Wait one minute, then try again.",
        "There have been too many tries. Wait %(minutes)s minutes, then try again.",
        minutes,
    )
    response = page(request, 429, _("Too many tries"), sentence % {"minutes": minutes})
    response["Retry-After"] = math.ceil(seconds)
    add_never_cache_headers(response)
    return response


def server_error(request):
    """Django calls this while the exception is handled, wherever it was raised: in a view, on the way to it or after.

    Neither page needs the database, or anything else that may just have failed. The number of the request, by which
    the log tells what happened, is on the page (and in the header `X-Request-ID`).
    """
    later, number = is_unavailable(sys.exc_info()[1]), getattr(request, "id", "")
    if is_for_data(request):
        broken = _("The site could not answer. The fault has been recorded.")
        sentence = faults.sentence(faults.Later()) if later else broken
        response = page(request, 503 if later else 500, "", sentence)
    else:
        status, template = (503, "503.html") if later else (500, "500.html")
        response = HttpResponse(render_to_string(template, {"number": number}), status=status)
    if later:
        response["Retry-After"] = RETRY_AFTER
        add_never_cache_headers(response)
    return response


def nothing_here(request, record):
    raise Http404


def csrf_failure(request, reason=""):
    return page(request, 403, _("Not allowed"), _("This form has expired. Go back, reload the page and send it again."))
