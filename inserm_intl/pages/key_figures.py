"""What cooperation adds up to: each number explained, and linked to its rows."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import figures as of_agreements
from agreements.parameters import themes
from inserm_intl.answers import mark_asked, notice, rendered
from inserm_intl.open_data.offered import offered
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


def key_figures(request):
    question = FigureQuestion(request.GET, Country.objects.none())
    failed = bool(question.errors)
    mark_asked(request, question)
    chapters = [] if failed else [*of_agreements.chapters(question), *of_partners.chapters(question)]
    published = any(chapter.key == "published" for chapter in chapters)
    context = {
        "question": question,
        "failed": failed,
        "problems": list(question.misplaced),
        "active": list(question.active),
        "invented": any(chapter.holds_invented for chapter in chapters),
        "chapters": chapters,
        "heading": _("Published figures"),
        "formats": offered(question.put_to(KeyFigureFilterSet)) if published else [],
        **({} if failed else notice(request, question)),
    }
    return rendered(request, "pages/key_figures.html", context, status=400 if failed else 200)
