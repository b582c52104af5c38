"""An extract of a text in Markdown around the words asked for: as one reads it, without its signs and addresses."""

from django.utils.html import format_html
from markdown_it.token import Token

from inserm_intl.marking import holding, spans, with_its_accents
from inserm_intl.templatetags.texts import MARKDOWN

from .described import Text

AROUND, LENGTH = 90, 240


def said(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(map(said, token.children)) if token.children else token.content


def blocks(markdown: str) -> list[str]:
    """Each paragraph, item and cell, then each heading, with single spaces."""
    paragraphs, headings, where = [], [], ""
    for token in MARKDOWN.parse(markdown):
        if token.type == "inline":
            (headings if where == "heading_open" else paragraphs).append(" ".join(said(token).split()))
        where = token.type
    return list(filter(None, [*paragraphs, *headings]))


def extract(texts: list[Text], missing: list[str], asked: list[str]) -> str:
    """A part of the text that holds most of the words still missing, in the reader's language where it does.

    Of a text that holds none, its beginning.
    """
    read = [(text.language, blocks(text.words)) for text in texts]
    language, parts = max(read, key=lambda one: len(holding("\n".join(one[1]), missing)), default=("", []))
    part = max(parts, key=lambda part: len(holding(part, asked)), default="")
    start, end = window(part, asked)
    html = Text(part, language).marked(asked, start, end)
    return format_html("{}{}{}", "… " if start else "", html, " …" if end < len(part) else "")


def window(part: str, asked: list[str]) -> tuple[int, int]:
    """Which part of a paragraph to show: around the first word found, cut at spaces where there are any."""
    if len(part) <= LENGTH:
        return 0, len(part)
    first, last = next(iter(spans(part, asked)), (0, 0))
    start = max(0, min(first - AROUND, len(part) - LENGTH))
    end = min(len(part), start + LENGTH)
    if start:
        start = part.find(" ", start, first) + 1 or with_its_accents(part, start)
    if end < len(part):
        space = part.rfind(" ", last, end)
        end = space if space > 0 else with_its_accents(part, end)
    return start, end
