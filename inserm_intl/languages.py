"""Which language a request is answered in: the address decides, and the register speaks French."""

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation import gettext_noop

# Addresses that name no language: what is not there is not there in French either.
OF_NO_LANGUAGE = ("/.well-known/", "/admin/", "/api/", "/calendar/", "/health/", "/i18n/", "/media/", "/static/")


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but `/admin/` is French unless the officer has chosen otherwise (a cookie).

    An address without a language leads to the reader's own, unless it is one for programs.
    """

    def process_request(self, request):
        super().process_request(request)
        if request.path_info.startswith("/admin/"):
            chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
            language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
            translation.activate(language)
            request.LANGUAGE_CODE = language

    def process_response(self, request, response):
        if response.status_code == 404 and request.path_info.startswith(OF_NO_LANGUAGE):
            return response
        return super().process_response(request, response)


# What our catalogues say in place of Django's: "Ajout de accord" is no French.
SAID_BETTER = [
    gettext_noop("Add %s"),
    gettext_noop("Change %s"),
    gettext_noop("View %s"),
    gettext_noop("Select %s to change"),
    gettext_noop("Select %s to view"),
    gettext_noop("Recover deleted %(name)s"),
]
