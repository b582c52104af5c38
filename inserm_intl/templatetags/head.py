"""What a page says of itself to those who do not read it yet: its title and description, where it stands."""

from html import unescape

from django import template
from django.utils.html import format_html, strip_tags
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from inserm_intl import structured
from inserm_intl.templatetags.texts import MARKDOWN, told

register = template.Library()
LONGEST = 200
LOCALES = {"fr": "fr_FR", "en": "en_GB", "es": "es_ES"}


def as_text(html: str) -> str:
    return " ".join(unescape(strip_tags(html)).split())


@register.simple_block_tag
def titled(content):
    """The page's title, which ends in that of the site; the two apart for whoever shares it."""
    whole, site = as_text(content), _("International cooperation register")
    return format_html(
        '<title>{}</title>\n    <meta property="og:title" content="{}">\n'
        '    <meta property="og:site_name" content="{}">',
        *(whole, whole.removesuffix(f" – {site}"), site),
    )


@register.simple_block_tag
def described(content):
    """The page in a sentence or two, for search engines and for whoever shares it."""
    said = Truncator(as_text(content)).chars(LONGEST)
    meta = '<meta name="description" content="{}">\n    <meta property="og:description" content="{}">'
    return format_html(meta, said, said) if said else ""


@register.simple_tag
def beginning(record, name: str) -> str:
    """The first words of a text written in Markdown."""
    return as_text(MARKDOWN.render(told(record, name)[0]))


@register.simple_block_tag
def trail(content):
    """Breadcrumbs, and the same for search engines."""
    return mark_safe(content + structured.script(structured.Trail(content).facts))


@register.inclusion_tag("includes/sharing.html", takes_context=True)
def sharing(context):
    """How a shared link is shown; one picture for all pages, on which no text of a record is drawn."""
    current = get_language() or "fr"
    others = [locale for language, locale in LOCALES.items() if language != current]
    return {
        "canonical": context["canonical"],
        "site_url": context["site_url"],
        "locale": LOCALES[current],
        "others": others,
    }


@register.simple_tag
def website():
    return structured.script(structured.website())
