"""What every answer says to the browser, whatever gives it: a page, a refusal, a redirect or a file."""

from csp.constants import NONE, SELF
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.middleware.security import SecurityMiddleware
from django.utils.cache import add_never_cache_headers

# Made for one person, whether or not a cookie says who.
PERSONAL = (*settings.STAFF_ADDRESSES, "/calendar/", "/i18n/")
# Any site may show these: they are nobody's own.
FOR_ANY_SITE = (*settings.DATA_ADDRESSES, settings.STATIC_URL)
# Nothing here needs any of these.
PERMISSIONS = ", ".join(f"{name}=()" for name in ("camera", "display-capture", "geolocation", "microphone", "payment"))


class PolicyMiddleware(CSPMiddleware):
    """What a page may load: what the settings say, and for staff scripts; what is no page may load nothing."""

    no_page = {name: [NONE] for name in ("default-src", "base-uri", "form-action", "frame-ancestors")}
    of_staff = {"script-src": [SELF], "connect-src": [SELF]}

    def process_response(self, request, response):
        """An answer that nothing has changed leaves what is known of the page as it is, its policy too."""
        return response if response.status_code == 304 else super().process_response(request, response)

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if not response.headers.get("Content-Type", "").startswith("text/html"):
            parts.config = self.no_page
        elif request.path_info.startswith(settings.STAFF_ADDRESSES):
            parts.update = {**self.of_staff, **(parts.update or {})}
        return parts


class HeadersMiddleware(SecurityMiddleware):
    """Django's headers and a few more. The redirect to https stands further inside, and has them too.

    What may have been made for one person is kept by no cache: the pages of staff, and any page that was asked
    for with a session's cookie, where they find drafts and ways into the register.
    """

    def process_request(self, request):
        pass

    def process_response(self, request, response):
        response = super().process_response(request, response)
        for_any_site = request.path_info.startswith(FOR_ANY_SITE)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if for_any_site else "same-origin")
        if response.cookies or (self.is_personal(request) and not for_any_site):
            add_never_cache_headers(response)
        return response

    @staticmethod
    def is_personal(request) -> bool:
        return request.path_info.startswith(PERSONAL) or settings.SESSION_COOKIE_NAME in request.COOKIES
