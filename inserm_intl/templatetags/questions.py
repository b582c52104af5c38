"""`{% ask page=3 %}`: the page's question with something replaced, as a query string."""

from urllib.parse import urlencode

from django import template

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
def question_for(question, **asked) -> str:
    """The question that explains a number of a page: `{% question_for question country="JP" state="in-force" %}`.

    It is asked of the same day, with or without invented records as the page was.
    """
    if not question.is_today:
        asked["on"] = question.day.isoformat()
    asked["invented"] = question.asked.get("invented", [])
    return f"?{urlencode(asked, doseq=True)}"
