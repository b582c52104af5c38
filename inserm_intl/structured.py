"""What search engines read: schema.org facts as JSON-LD. Public facts only, and of nothing invented."""

import json
from html.parser import HTMLParser

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

# No text can close the script that it stands in.
HARMLESS = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


def script(facts: dict | None):
    """A data block: no browser executes it, and the security policy has nothing to say of it."""
    if not facts:
        return ""
    told = json.dumps({"@context": "https://schema.org", **without_blanks(facts)}, ensure_ascii=False)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(told.translate(HARMLESS)))


def without_blanks(facts: dict) -> dict:
    return {name: value for name, value in facts.items() if value not in (None, "", [], {})}


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def real(records) -> list:
    """Those that are not invented."""
    return [record for record in records if record and not record.invented]


def page_of(record) -> str:
    return absolute(record.get_absolute_url())


def website() -> dict:
    """The site, and where its words are searched."""
    return {
        "@type": "WebSite",
        "name": _("International cooperation register"),
        "url": absolute(reverse("home")),
        "inLanguage": get_language(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": absolute(reverse("search")) + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


class Trail(HTMLParser):
    """The steps of a page's breadcrumbs, from the HTML that shows them."""

    def __init__(self, html: str):
        super().__init__()
        self.steps: list[dict] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "li":
            self.steps.append({"@type": "ListItem", "position": len(self.steps) + 1, "name": ""})
        elif tag == "a" and self.steps:
            self.steps[-1]["item"] = absolute(dict(attrs)["href"])

    def handle_data(self, data):
        if self.steps:
            self.steps[-1]["name"] = f"{self.steps[-1]['name']} {data}".strip()

    @property
    def facts(self) -> dict:
        steps = [{**step, "name": " ".join(step["name"].split())} for step in self.steps]
        return {"@type": "BreadcrumbList", "itemListElement": steps}
