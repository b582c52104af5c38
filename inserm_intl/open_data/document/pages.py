"""The document for readers: how to ask for data, on a page of the site that stands outside the languages."""

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import get_language, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from inserm_intl.answers import rendered
from inserm_intl.context import NATIVE
from inserm_intl.open_data.offered import FORMS
from inserm_intl.structured import absolute

from .drawing import document
from .reading import Reading


@csrf_exempt
@require_safe
def documentation(request, language: str = ""):
    """In the language of Accept-Language; at an address of its own in each of the three."""
    if language and language not in NATIVE:
        raise Http404
    with override(language or get_language()):
        response = rendered(request, "open_data/documentation.html", facts(get_language() or settings.LANGUAGE_CODE))
        response.headers["Content-Language"] = get_language()
    return response


def facts(current: str) -> dict:
    drawn = document()
    reading = Reading(drawn)
    addresses = [(code, name, reverse("data:docs-in", args=[code]), code == current) for code, name in NATIVE.items()]
    return {
        "about": drawn["info"],
        "general": reading.addresses("about"),
        "nouns": list(reading.nouns()),
        "faults": list(reading.faults()),
        "headers": reading.headers(),
        "forms": FORMS,
        "limits": settings.DATA_REQUESTS_A_MINUTE,
        "schema": absolute(reverse("data:schema")),
        "site_url": settings.SITE_URL,
        "languages": addresses,
        "canonical": absolute(reverse("data:docs-in", args=[current])),
    }
