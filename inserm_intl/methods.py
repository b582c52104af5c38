"""How an address may be asked, decided before any view: by the methods that its kind of page has."""

from django.conf import settings

from inserm_intl.pages import errors

READ = ("GET", "HEAD")
WRITE = (*READ, "POST")
WHERE_TO_WRITE = (*settings.STAFF_ADDRESSES, "/i18n/")


class MethodsMiddleware:
    """Refuse (405) what no page here does; data refuses for itself, in its own format.

    A view of the admin takes any method for a request to show its page.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        allowed = WRITE if request.path_info.startswith(WHERE_TO_WRITE) else READ
        if request.method in allowed or request.path_info.startswith(settings.DATA_ADDRESSES):
            return self.get_response(request)
        return errors.method_not_allowed(request, allowed)
