"""What cooperation adds up to: each number explained, and linked to its rows."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import figures as of_agreements
from agreements.parameters import themes
from inserm_intl.answers import mark_asked, notice, rendered
from inserm_intl.open_data.offered import Format, offered
from inserm_intl.parameters import ManyFilter
from partners import figures as of_partners
from partners.filters import KeyFigureFilterSet
from partners.models import Country
from partners.places import PlaceQuestion


class FigureQuestion(PlaceQuestion):
    """What all nouns can be asked: a noun that does not understand a parameter given has no figure."""

    theme = ManyFilter(label=gettext_lazy("Research field"), method="as_asked", choices=themes)

    class Meta:
        model = Country
        fields = []


def as_data(question: FigureQuestion) -> list[Format]:
    """The forms of the figures as they were published; none where these do not understand the question."""
    asked = question.put_to(KeyFigureFilterSet)
    return [] if question.asked.keys() - asked.filters.keys() else offered(asked)


def key_figures(request):
    question = FigureQuestion(request.GET, Country.objects.none())
    failed = bool(question.errors)
    mark_asked(request, question)
    figures = [] if failed else [*of_agreements.figures(question), *of_partners.figures(question)]
    context = {
        "question": question,
        "failed": failed,
        "problems": list(question.misplaced),
        "active": list(question.active),
        "invented": any(figure.holds_invented for figure in figures),
        "figures": [figure for figure in figures if figure.lines],
        "heading": _("Published figures"),
        "formats": [] if failed else as_data(question),
        **({} if failed else notice(request, question)),
    }
    return rendered(request, "pages/key_figures.html", context, status=400 if failed else 200)
