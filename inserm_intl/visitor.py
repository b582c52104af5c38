"""A page of the site as anyone would get it: the real view, asked without account, session or cookie."""

from io import BytesIO
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse
from django.urls import get_script_prefix, resolve
from django.utils.translation import override


def visit(request, record, language: str, preview) -> HttpResponse | None:
    """The record's page in a language, with `preview` for its banner; None where it has none."""
    with override(language):
        asked = urlsplit(record.get_absolute_url())
        path = "/" + asked.path.removeprefix(get_script_prefix())
        visitor = WSGIRequest(
            {
                **request.environ,
                "REQUEST_METHOD": "GET",
                "PATH_INFO": path,
                "QUERY_STRING": asked.query,
                "HTTP_COOKIE": "",
                "CONTENT_LENGTH": "",
                "wsgi.input": BytesIO(),
            }
        )
        visitor.user, visitor.LANGUAGE_CODE, visitor.preview = AnonymousUser(), language, preview
        visitor.resolver_match = found = resolve(path)
        try:
            answer = found.func(visitor, *found.args, **found.kwargs)
        except (Http404, BadRequest):
            return None
    return answer if answer.status_code == 200 else None
