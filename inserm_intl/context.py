"""What every page's frame shows: the menu, the same page in the other languages, the footer."""

from django.conf import settings
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NATIVE = {"fr": "Français", "en": "English", "es": "Español"}


def menu(path: str):
    """At most seven ways in; the current one is that of the address; calls are part of the programmes."""
    entries = [
        (_("Countries and territories"), reverse("partners:countries")),
        (_("Partners"), reverse("partners:institutions")),
        (_("Agreements"), reverse("agreements:agreements")),
        (_("Exchanges and calls"), reverse("agreements:programmes")),
        (_("Visits, seminars, stays"), reverse("agreements:activities")),
        (_("Key figures"), reverse("key-figures")),
        (_("Data"), reverse("open-data")),
    ]
    if path.startswith(reverse("agreements:calls")):
        path = reverse("agreements:programmes")
    return [(label, url, path.startswith(url)) for label, url in entries]


def languages(path: str, asked: str):
    """The same address, the same question, in each language; the home page where the address has none."""
    current = get_language()
    rest = path.removeprefix(f"/{current}/") if path.startswith(f"/{current}/") else ""
    return [(code, NATIVE[code], f"/{code}/{rest}{asked}", code == current) for code, _name in settings.LANGUAGES]


def footer():
    return [
        (_("Policy"), reverse("page", args=["policy"])),
        (_("Types of cooperation"), reverse("agreements:instruments")),
        (_("Declared collaborations"), reverse("partners:cooperations")),
        (_("Contacts"), reverse("page", args=["contacts"])),
        (_("Accessibility: not compliant"), reverse("page", args=["accessibility"])),
        (_("Legal notice"), reverse("page", args=["legal"])),
        (_("Personal data"), reverse("page", args=["privacy"])),
    ]


def site(request):
    asked, path = getattr(request, "asked", ""), escape_uri_path(request.path)
    return {
        "menu": SimpleLazyObject(lambda: menu(request.path)),
        "languages": SimpleLazyObject(lambda: languages(path, asked)),
        "site_url": settings.SITE_URL,
        "canonical": f"{settings.SITE_URL}{path}{asked}",
        "footer_pages": SimpleLazyObject(footer),
    }
