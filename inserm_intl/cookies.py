"""Cookies are for staff: a visitor is given none, whatever cookies were sent along."""

from django.contrib.sessions import middleware as sessions
from django.middleware import csrf
from django.utils.cache import patch_vary_headers


class SessionMiddleware(sessions.SessionMiddleware):
    """Django's, but a cookie that is no session's is left alone: to take it back would be to set one."""

    def process_response(self, request, response):
        if request.session.modified:
            return super().process_response(request, response)
        if request.session.accessed:
            patch_vary_headers(response, ["Cookie"])
        return response


class CsrfMiddleware(csrf.CsrfViewMiddleware):
    """Django's, but a token that cannot be read is replaced by a page that needs one, not by any page."""

    def process_request(self, request):
        super().process_request(request)
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
