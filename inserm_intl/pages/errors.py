"""What went wrong, said in the reader's language, with a way on."""

import sys

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from inserm_intl.unavailable import RETRY_AFTER, is_unavailable

FOR_PROGRAMS = "/api/"


def page(request, status: int, title: str, sentence: str):
    if request.path_info.startswith(FOR_PROGRAMS):
        return JsonResponse({"errors": {"request": [sentence]}}, status=status)
    return render(request, "pages/error.html", {"title": title, "sentence": sentence, "status": status}, status=status)


def bad_request(request, exception):
    sentence = str(exception) or _("The address holds something the site does not understand.")
    return page(request, 400, _("This request cannot be answered"), sentence)


def forbidden(request, exception):
    return page(request, 403, _("Not allowed"), _("Your account may not open this page."))


def not_found(request, exception):
    sentence = _("Nothing is published at this address, or not on that day. It may have moved, or be mistyped.")
    return page(request, 404, _("Page not found"), sentence)


def server_error(request):
    """Django calls this while the exception is handled, wherever it was raised: in a view, on the way to it or after.

    Neither page needs the database, or anything else that may just have failed.
    """
    if not is_unavailable(sys.exc_info()[1]):
        return HttpResponse(render_to_string("500.html"), status=500)
    response = HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_AFTER})
    add_never_cache_headers(response)
    return response


def nothing_here(request, record):
    raise Http404


def csrf_failure(request, reason=""):
    return page(request, 403, _("Not allowed"), _("This form has expired. Go back, reload the page and send it again."))
