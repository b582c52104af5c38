"""The public columns of exchange programmes."""

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Call
from agreements.models.programme import ProgrammeKind
from inserm_intl.open_data.columns import Choice, Code, Codes, Text, Whole
from inserm_intl.open_data.expressions import Listed, shown
from inserm_intl.open_data.serializer import Columns
from inserm_intl.open_data.several import InLanguages, OwnAddress, Pages, Provenance

from .related import institutions_of


def limit(column: str, meaning, unit, example: int) -> Whole:
    return Whole(column, meaning, unit=unit, example=example, nullable=True)


class ProgrammeColumns(Columns):
    about = _("Exchange programmes: who may go where, for how long, how to apply.")

    id = Code(
        "slug",
        _("The programme’s key, as in the address of its page. It does not change."),
        example="inserm-fapesp-researcher-exchange",
    )
    title = InLanguages(
        "title",
        _("Title"),
        example={
            "fr": "Échange de chercheurs Inserm-FAPESP",
            "en": "Inserm-FAPESP exchange of researchers",
            "es": "Intercambio de investigadores Inserm-FAPESP",
        },
    )
    kind = Choice("kind", _("Kind of exchange."), choices=ProgrammeKind.choices, example=ProgrammeKind.STAYS.value)
    agreement = Code(
        shown(Agreement, "agreement", "reference"),
        _("The agreement that it is under, by its `id`. Empty: none, or none that is published."),
        example="COOPERATION-1997-001",
        nullable=True,
        of="agreements",
    )
    partners = Codes(
        institutions_of("programmes"),
        _("Partner institutions that are published, by their `id` in `partners`."),
        example=["fapesp"],
    )
    open_calls = Codes(
        lambda question: Listed(
            Call.objects.public(question.day).open_on(question.day).with_address().filter(programme=OuterRef("pk")),
            "address",
        ),
        _("Its calls that are open on the day asked about, by their `id` in `calls`."),
        example=["inserm-fapesp-researcher-exchange/2027"],
    )
    next_call = InLanguages(
        "next_call",
        _("When the next call is expected, in words; of use while none is open"),
        example={"fr": "attendu en mars", "en": "expected in March", "es": "previsto en marzo"},
    )
    summary = InLanguages(
        "summary",
        _("What it offers, in Markdown"),
        example={
            "fr": "Séjours de trois mois au plus.",
            "en": "Stays of at most three months.",
            "es": "Estancias de tres meses como máximo.",
        },
    )
    eligibility = InLanguages(
        "eligibility",
        _("Who may apply, in Markdown"),
        example={
            "fr": "Chercheurs des laboratoires de l’Inserm.",
            "en": "Researchers of Inserm’s laboratories.",
            "es": "Investigadores de los laboratorios del Inserm.",
        },
    )
    how_to_apply = InLanguages(
        "how_to_apply",
        _("How to apply, in Markdown"),
        example={
            "fr": "Réponse à un appel annuel.",
            "en": "By answering a yearly call.",
            "es": "En respuesta a una convocatoria anual.",
        },
    )
    mailbox = Text("mailbox", _("Mailbox of the programme, of no person."), example="visits@example.org", nullable=True)
    days_min = limit("days_min", _("Shortest stay. Empty: no limit in days."), _("working days"), 5)
    days_max = limit("days_max", _("Longest stay. Empty: no limit in days."), _("working days"), 10)
    months_min = limit("months_min", _("Shortest stay. Empty: no limit in months."), _("months"), 1)
    months_max = limit("months_max", _("Longest stay. Empty: no limit in months."), _("months"), 3)
    age_under = limit("age_under", _("One may apply below this age. Empty: no limit."), _("years of age"), 40)
    quota_months = limit(
        "quota_months", _("What can be spent each year in each direction. Empty: no limit."), _("researcher-months"), 24
    )
    url = Pages(
        "programmes/{slug}/", _("Page of the programme"), example="programmes/inserm-fapesp-researcher-exchange/"
    )
    provenance = Provenance()
    url_api = OwnAddress("programmes", example="inserm-fapesp-researcher-exchange")
