"""`{% ask page=3 %}`: the page's question with something replaced, as a query string."""

from django import template

from inserm_intl.questions import of_day

register = template.Library()


@register.simple_tag(takes_context=True)
def ask(context, **changes) -> str:
    return context["question"].query(**changes) or "?"


@register.simple_tag(takes_context=True)
def same_day(context) -> str:
    """`?on=…` where another day is asked about, so that links to other records keep it."""
    question = context.get("question")
    return "" if question is None or question.errors else of_day(question.day)


@register.simple_tag
def question_for(question, **asked) -> str:
    """The question that explains a number of a page: `{% question_for question country="JP" state="in-force" %}`.

    It is asked of the same day, with or without invented records as the page was.
    """
    return of_day(question.day, **asked, invented=question.asked.get("invented", []))


@register.simple_tag
def rows_counted(question, what: str, country: str) -> str:
    """The question that explains what a question of countries counts for one of them."""
    return question_for(question, country=country, **question.asked_of(what))
