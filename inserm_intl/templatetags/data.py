"""What data looks like, told to people."""

import json

from django import template
from django.utils.safestring import mark_safe

from .texts import MARKDOWN

register = template.Library()


@register.filter
def as_json(value) -> str:
    """A value as JSON gives it; a text without its quotes."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@register.filter
def inline(words) -> str:
    """A sentence in which `codes` stand between backticks."""
    return mark_safe(MARKDOWN.renderInline(str(words)))  # markdown-it escapes: its HTML is off
