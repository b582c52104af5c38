"""Texts in the reader's language, or visibly in another; dates at their precision; Markdown."""

from django import template
from django.conf.locale import LANG_INFO
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext, pgettext
from markdown_it import MarkdownIt

from inserm_intl import days
from inserm_intl.clocks import hour

register = template.Library()
ORDER = ("fr", "en", "es")
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")


def told(record, name: str) -> tuple[str, str]:
    """The text of a translated field and the language it is in: the current one, else French, English, Spanish."""
    current = get_language() or "fr"
    for language in (current, *ORDER):
        if text := getattr(record, f"{name}_{language}", None):
            return text, language
    return "", current


def in_language(html, language: str):
    return html if language == get_language() else format_html('<span lang="{}">{}</span>', language, html)


@register.simple_tag
def text(record, name: str):
    """A translated field, marked with its language where it is not the page's."""
    return in_language(*told(record, name))


@register.simple_tag
def plain(record, name: str) -> str:
    """A translated field without markup, for titles and descriptions."""
    return told(record, name)[0]


@register.simple_tag
def paragraphs(record, name: str):
    """A translated field as Markdown; HTML in it is shown as typed."""
    words, language = told(record, name)
    html = mark_safe(MARKDOWN.render(words))  # markdown-it escapes: its HTML is off
    return html if language == get_language() else format_html('<div lang="{}">{}</div>', language, html)


def called(institution) -> tuple[str, str]:
    """An institution's name and its language: the reader's, else the other, else its own."""
    words, language = told(institution, "name")
    return (words, language) if words else (institution.native_name, institution.native_language)


@register.simple_tag
def name_of(institution):
    """An institution's name, marked with its language where it is not the page's."""
    return in_language(*called(institution))


@register.simple_tag
def french(words: str):
    """What has no translation, such as a research unit's name, marked as French on other pages."""
    return in_language(words, "fr")


@register.simple_tag
def day(record, name: str) -> str:
    """A date at the precision known."""
    return days.shown(getattr(record, name), getattr(record, f"{name}_precision", days.Precision.DAY))


@register.simple_tag
def dates(record) -> str:
    """The first and last day of an activity, once where both read the same: "March 2027"."""
    first, last = day(record, "starts_on"), day(record, "ends_on")
    if last in ("", first):
        return first
    known = {record.starts_on_precision, record.ends_on_precision} == {days.Precision.DAY}
    return from_day_to_day(first, last) if known else f"{first} – {last}"


def from_day_to_day(first: str, last: str) -> str:
    """Both days, with the month and year that they share told once: "8 to 19 June 2026"."""
    began, ended = first.split(), last.split()
    while len(began) > 1 and began[-1] == ended[-1]:
        began.pop()
        ended.pop()
    return pgettext("days", "%(first)s to %(last)s") % {"first": " ".join(began), "last": last}


@register.simple_tag
def moment(time) -> str:
    """A day and an hour, on the clock that the time is of."""
    return gettext("%(day)s at %(hour)s") % {"day": days.shown(time), "hour": hour(time)}


register.filter(hour)


@register.filter
def language_name(code: str) -> str:
    """A language in the reader's own, where only English writes it with a capital.

    Django knows Chinese by its scripts only.
    """
    if code not in LANG_INFO and code != "zh":
        return code
    name = gettext("Chinese") if code == "zh" else gettext(get_language_info(code)["name"])
    return name if get_language() == "en" else name.lower()


@register.filter
def language_names(codes) -> str:
    """`["fr", "en"]` as words of the reader's language."""
    return capfirst(", ".join(map(language_name, codes)))
