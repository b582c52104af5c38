"""What every page's frame shows: the menu, the same page in the other languages, the footer."""

from django.conf import settings
from django.urls import reverse, translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NATIVE = {"fr": "Français", "en": "English", "es": "Español"}
FOOTER = ["accessibility", "legal", "privacy", "open-data"]


def menu(path: str):
    """At most seven ways in; the current one is that of the address."""
    entries = [
        (_("Countries and territories"), reverse("partners:countries")),
        (_("Partners"), reverse("partners:institutions")),
        (_("Agreements"), reverse("agreements:agreements")),
        (_("Exchanges and calls"), reverse("agreements:programmes")),
        (_("Visits, seminars, stays"), reverse("agreements:activities")),
        (_("Types of cooperation"), reverse("agreements:instruments")),
        (_("Policy"), reverse("page", args=["policy"])),
    ]
    return [(label, url, path.startswith(url)) for label, url in entries]


def languages(path: str, asked: str):
    """The same page, the same question, in each language."""
    current = get_language()
    return [
        (code, NATIVE[code], settings.SITE_URL + translate_url(path, code) + asked, code == current)
        for code, _name in settings.LANGUAGES
    ]


def footer():
    labels = {
        "accessibility": _("Accessibility: not compliant"),
        "legal": _("Legal notice"),
        "privacy": _("Personal data"),
        "open-data": _("Open data"),
    }
    return [(labels[slug], reverse("page", args=[slug])) for slug in FOOTER]


def site(request):
    asked = getattr(request, "asked", "")
    return {
        "menu": SimpleLazyObject(lambda: menu(request.path)),
        "languages": SimpleLazyObject(lambda: languages(request.path, asked)),
        "canonical": f"{settings.SITE_URL}{request.path}{asked}",
        "footer_pages": SimpleLazyObject(footer),
    }
