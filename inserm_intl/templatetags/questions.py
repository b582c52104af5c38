"""`{% ask page=3 %}`: the page's question with something replaced, as a query string."""

from urllib.parse import urlencode

from django import template

from inserm_intl.days import today

register = template.Library()


@register.simple_tag(takes_context=True)
def ask(context, **changes) -> str:
    return context["question"].query(**changes) or "?"


@register.simple_tag(takes_context=True)
def same_day(context) -> str:
    """`?on=…` where another day is asked about, so that links to other records keep it."""
    question = context.get("question")
    if question is None or question.errors or question.is_today:
        return ""
    return f"?on={question.day.isoformat()}"


@register.simple_tag
def question_for(day, **asked) -> str:
    """The question that explains a number: `{% question_for day country="JP" state="in-force" %}`."""
    if day != today():
        asked["on"] = day.isoformat()
    return f"?{urlencode(asked)}"
