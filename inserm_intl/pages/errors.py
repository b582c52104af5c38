"""What went wrong, said in the reader's language, with a way on."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _


def page(request, status: int, title: str, sentence: str):
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
    return render(request, "500.html", status=500)


def nothing_here(request, record):
    raise Http404


def csrf_failure(request, reason=""):
    return page(request, 403, _("Not allowed"), _("This form has expired. Go back, reload the page and send it again."))
