"""What every page's frame shows: the menu, the same page in the other languages, the footer."""

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NATIVE = {"fr": "Français", "en": "English", "es": "Español"}


def menu(path: str):
    """At most seven ways in; the current one is that of the address."""
    entries = [
        (_("Countries and territories"), reverse("partners:countries")),
        (_("Partners"), reverse("partners:institutions")),
        (_("Agreements"), reverse("agreements:agreements")),
        (_("Exchanges and calls"), reverse("agreements:programmes")),
        (_("Visits, seminars, stays"), reverse("agreements:activities")),
        (_("Policy"), reverse("page", args=["policy"])),
        (_("Data"), reverse("page", args=["open-data"])),
    ]
    return [(label, url, path.startswith(url)) for label, url in entries]


def languages(path: str, asked: str):
    """The same page, the same question, in each language."""
    current = get_language()
    return [
        (code, NATIVE[code], translate_url(path, code) + asked, code == current) for code, _name in settings.LANGUAGES
    ]


def footer():
    return [
        (_("Types of cooperation"), reverse("agreements:instruments")),
        (_("Accessibility: not compliant"), reverse("page", args=["accessibility"])),
        (_("Legal notice"), reverse("page", args=["legal"])),
        (_("Personal data"), reverse("page", args=["privacy"])),
    ]


def site(request):
    asked = getattr(request, "asked", "")
    return {
        "menu": SimpleLazyObject(lambda: menu(request.path)),
        "languages": SimpleLazyObject(lambda: languages(request.path, asked)),
        "site_url": settings.SITE_URL,
        "canonical": f"{settings.SITE_URL}{request.path}{asked}",
        "footer_pages": SimpleLazyObject(footer),
    }
