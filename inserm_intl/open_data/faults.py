"""What went wrong, for programs: `{"errors": {"on": ["…"]}}`, under "request" what is wrong with no parameter."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from rest_framework import exceptions
from rest_framework.response import Response

from inserm_intl.unavailable import RETRY_AFTER, is_unavailable


def told(errors: dict[str, list[str]]) -> dict:
    return {"errors": errors}


def fault(errors: dict[str, list[str]], status: int) -> Response:
    """As JSON, whatever the format of what was asked for."""
    return Response(told(errors), status=status, content_type="application/json")


def answer_fault(exception: Exception, context) -> Response | None:
    """The answer to a request that failed; None where the program is at fault, which Django's handler answers."""
    if isinstance(exception, exceptions.ValidationError):
        return fault(exception.detail, 400)
    if isinstance(exception, Http404):
        exception = exceptions.NotFound()
    if is_unavailable(exception):
        exception = Later()
    if not isinstance(exception, exceptions.APIException):
        return None
    response = fault({"request": [sentence(exception)]}, exception.status_code)
    if wait := getattr(exception, "wait", None):
        response["Retry-After"] = str(wait)
    return response


class Later(exceptions.APIException):
    """The database is out of reach, or another export is being written: the same request will be answered later."""

    status_code = 503
    wait = int(RETRY_AFTER)


class PreconditionFailed(exceptions.APIException):
    """Another version of the answer is asked for than there is."""

    status_code = 412


def sentence(exception: exceptions.APIException) -> str:
    match exception.status_code:
        case 404:
            return _("There is nothing at this address: no such noun, record or page, or not on that day.")
        case 405:
            return _("Data can only be read: GET, HEAD and OPTIONS.")
        case 406:
            return _("This address has one format, which the request does not accept.")
        case 412:
            return _("The answer is no longer the one that If-Match names.")
        case 429:
            return ngettext(
                "Too many requests. Try again in %(count)s second.",
                "Too many requests. Try again in %(count)s seconds.",
                exception.wait,
            ) % {"count": exception.wait}
        case 503:
            return _("The data cannot be read just now. Try again a little later.")
    return str(exception.detail)
