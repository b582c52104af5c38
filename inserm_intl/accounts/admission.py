"""Whom a session lets in, for each request."""

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponseRedirect
from django.utils.functional import SimpleLazyObject

from . import second_factor

# Where one shows who one is.
DOORS = "/account/"


class AdmissionMiddleware:
    """`request.user`, once they have shown all that is asked of them; a visitor before.

    Asked only when somebody looks: a page that does not, reads no session.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(DOORS):
            known = request.user
            request.user = SimpleLazyObject(lambda: admitted(request, known))
            if request.path_info.startswith("/admin/") and second_factor.is_missing(request, known):
                return HttpResponseRedirect(second_factor.page(known, request.get_full_path()))
        return self.get_response(request)


def admitted(request, user):
    return AnonymousUser() if second_factor.is_missing(request, user) else user
