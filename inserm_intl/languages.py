"""Which language a request is answered in: the address decides, and the register speaks French."""

from django.conf import settings
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_noop
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

# Addresses that name no language: what is not there is not there in French either.
OF_NO_LANGUAGE = (
    *settings.STAFF_ADDRESSES,
    *("/.well-known/", "/api/", "/calendar/", "/health/", "/i18n/", "/media/", "/static/"),
)


def accepted(request) -> str:
    """The first of our languages that the request accepts; else French. A cookie has no say."""
    for language, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(language)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


class LanguageMiddleware(LocaleMiddleware):
    """Django's, but the staff's pages are French unless the officer has chosen otherwise (a cookie).

    An address without a language leads to the reader's own, unless it is one for programs; data says what is
    wrong in the language that the request accepts.
    """

    def process_request(self, request):
        super().process_request(request)
        language = None
        if request.path_info.startswith(settings.STAFF_ADDRESSES):
            chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
            language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        elif request.path_info.startswith(settings.DATA_ADDRESSES):
            language = accepted(request)
        if language:
            translation.activate(language)
            request.LANGUAGE_CODE = language

    def process_response(self, request, response):
        if response.status_code == 404 and request.path_info.startswith(OF_NO_LANGUAGE):
            patch_vary_headers(response, ["Accept-Language"])
            response.headers.setdefault("Content-Language", translation.get_language())
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
    gettext_noop("Add another %(verbose_name)s"),
]
