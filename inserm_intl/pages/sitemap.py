"""Every public address for search engines, each in its three languages; invented records are left out.

One file while it holds at most 50,000 addresses (a limit of sitemaps.org), else an index of files of at
most so many, by noun. No day of last change is told: the register publishes none.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import override

from agreements.models import Activity, Agreement, Call, ExchangeProgramme, Instrument
from inserm_intl.models import Page
from inserm_intl.records import Record
from partners.models import Country, Institution

MOST = 50_000
# Django's own is five times as slow: it escapes and strips each of four links in each of three languages.
FILE = "pages/sitemap.xml"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
LISTS = [
    *("home", "map", "key-figures", "partners:countries", "partners:institutions", "partners:cooperations"),
    *("agreements:agreements", "agreements:programmes", "agreements:calls", "agreements:activities"),
    "agreements:instruments",
]


def entries(path: str) -> list[dict]:
    """What is said of a page whose French address is given: each language's, with all the others."""
    rest = path.removeprefix("/fr/")
    urls = {language: f"{settings.SITE_URL}/{language}/{rest}" for language in LANGUAGES}
    known = {**urls, "x-default": urls[settings.LANGUAGE_CODE]}
    link = '<xhtml:link rel="alternate" hreflang="{}" href="{}"/>'
    others = format_html_join("", link, known.items())
    return [{"location": url, "alternates": others} for url in urls.values()]


class Section(Sitemap):
    """The addresses of one kind. Whole files are read from the database, not more."""

    protocol = urlsplit(settings.SITE_URL).scheme

    def keys(self) -> Sequence[tuple[str, ...]]:
        """The name of each page in the site map, and what tells it from others of its kind."""
        return [(name,) for name in LISTS]

    def path(self, key: tuple[str, ...]) -> str:
        return reverse(key[0], args=key[1:])

    @property
    def paginator(self):
        return Paginator(self.keys(), MOST // len(LANGUAGES))

    @override("fr")
    def get_urls(self, page: Any = 1, site=None, protocol=None) -> list[dict]:
        return [entry for key in self.paginator.page(page).object_list for entry in entries(self.path(key))]


class Records(Section):
    """The public records of a noun that are not invented."""

    def __init__(self, name: str, model):
        self.name, self.model = name, model

    def keys(self):
        rows = self.model.objects.public()
        real = rows.filter(invented=False) if issubclass(self.model, Record) else rows
        names = self.model.natural_key_fields
        return real.order_by(*names).values_list(*names)

    def path(self, key):
        return reverse(self.name, args=key)


SECTIONS: dict[str, Any] = {
    "lists": Section(),
    "partners": Records("partners:institution", Institution),
    "countries": Records("partners:country", Country),
    "agreements": Records("agreements:agreement", Agreement),
    "instruments": Records("agreements:instrument", Instrument),
    "programmes": Records("agreements:programme", ExchangeProgramme),
    "calls": Records("agreements:call", Call),
    "activities": Records("agreements:activity", Activity),
    "pages": Records("page", Page),
}


def sitemap(request):
    count = sum(section.paginator.count for section in SECTIONS.values())
    if count * len(LANGUAGES) <= MOST:
        return views.sitemap(request, SECTIONS, template_name=FILE)
    return views.index(request, SECTIONS, sitemap_url_name="sitemap-section")


def section(request, section: str):
    return views.sitemap(request, SECTIONS, section, template_name=FILE)
