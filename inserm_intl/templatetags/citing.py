"""How to cite the page that one reads: a record, or a list as it was asked for."""

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from inserm_intl.citations import citation

register = template.Library()


@register.simple_block_tag(takes_context=True)
def cited(context, content):
    """Of which day, read when and where; the address asks for that day, and for no order or page of a list."""
    question, path = context["question"], context["request"].path
    address = f"{context['site_url']}{path}{question.query(on=question.day.isoformat(), sort=None)}"
    return mark_safe(citation(content.strip(), question.day, conditional_escape(address)))
