"""Figures on a page: their charts, their numbers in the reader's manner, and how to cite them."""

from django import template
from django.utils.formats import number_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from inserm_intl import charts
from inserm_intl.citations import citation
from inserm_intl.numbers import number

register = template.Library()
register.inclusion_tag("includes/chart_columns.html", name="columns")(charts.columns)
register.filter(number)


@register.filter
def percent(value) -> str:
    """A share to 0.1: "47.4%", "47,4 %"."""
    return _("%(number)s%%") % {"number": number_format(value, 1)}


@register.filter
def in_words(wording: str) -> bool:
    """Whether a source puts a number in words: "half", "over 6,000"; the bare number would only say it twice."""
    return any(letter.isalpha() for letter in wording)


@register.filter
def host(address: str) -> str:
    """The site of an address: "inserm.fr"."""
    return address.partition("://")[2].partition("/")[0].removeprefix("www.")


@register.simple_tag(takes_context=True)
def cite(context, figure) -> str:
    """What the figure is, of which day, read when and where; the address names the day, so that it stays the same."""
    question, day = context["question"], context["question"].day
    address = f"{context['site_url']}{context['request'].path}{question.query(on=day.isoformat())}#{figure.key}"
    return citation(strip_tags(figure.name), day, address)
