"""The public columns of types of cooperation: what each expects, and how many agreements are in force."""

from django.utils.translation import gettext_lazy as _

from inserm_intl.open_data.columns import Code, Day, Flag, Text, Whole
from inserm_intl.open_data.serializer import Columns
from inserm_intl.open_data.several import InLanguages, OwnAddress, Pages, Provenance


def expected(column: str, meaning, example: int, unit="") -> Whole:
    """A limit of the type, told to officers who go beyond it: none is refused."""
    return Whole(column, meaning, unit=unit, example=example, nullable=True)


class InstrumentColumns(Columns):
    about = _(
        "Types of cooperation, those of the past too: what a LIEN, a LIA or a GDRI is, and what is usual in each."
    )

    id = Code("code", _("Code of the type of cooperation. It begins the references of its agreements."), example="lia")
    acronym = Text("acronym", _("Acronym. Empty: none is known."), example="LIA", nullable=True)
    name = InLanguages(
        "name",
        _("Name of the type of cooperation"),
        example={
            "fr": "Laboratoire international associé",
            "en": "International Associated Laboratory",
            "es": "Laboratorio internacional asociado",
        },
    )
    expansion = InLanguages(
        "expansion",
        _("What the acronym stands for, where a source says it"),
        example={
            "fr": "Laboratoire international associé",
            "en": "International Associated Laboratory",
            "es": "Laboratorio internacional asociado",
        },
    )
    description = InLanguages(
        "description",
        _("What it is, in Markdown"),
        example={
            "fr": "Un laboratoire sans murs, signé pour quatre ans.",
            "en": "A laboratory without walls, signed for four years.",
            "es": "Un laboratorio sin paredes, firmado por cuatro años.",
        },
    )
    sides_expected = expected("sides_expected", _("How many sides are usual. Empty: no rule."), 2, _("sides"))
    parties_min = expected("parties_min", _("Fewest parties that are usual. Empty: no rule."), 2, _("parties"))
    parties_max = expected("parties_max", _("Most parties that are usual. Empty: no rule."), 8, _("parties"))
    countries_min = expected(
        "countries_min", _("Fewest countries that are usual, France among them. Empty: no rule."), 2, _("countries")
    )
    countries_max = expected(
        "countries_max", _("Most countries that are usual, France among them. Empty: no rule."), 2, _("countries")
    )
    laboratories_min = expected(
        "laboratories_min", _("Fewest laboratories that are usual. Empty: no rule."), 2, _("laboratories")
    )
    laboratories_max = expected(
        "laboratories_max", _("Most laboratories that are usual. Empty: no rule."), 2, _("laboratories")
    )
    default_months = expected(
        "default_months",
        _("Usual duration. An agreement whose end is not known counts as in force for that long. Empty: not known."),
        48,
        _("months"),
    )
    renewals_max = expected(
        "renewals_max", _("Most renewals that are usual; 0: none. Empty: no rule."), 1, _("renewals")
    )
    reporting_months = expected(
        "reporting_months", _("Months from one report to the next. Empty: no rule."), 12, _("months")
    )
    valid_from = Day(
        "valid_from", _("First day on which it could be signed. Empty: not known."), example="2002-01-01", nullable=True
    )
    valid_until = Day(
        "valid_until", _("Last day of that, included. Empty: it still can be."), example="2018-12-31", nullable=True
    )
    succeeded_by = Code(
        "successor__code",
        _("The type that took its place, by its `id`. Empty: none."),
        example="irp",
        nullable=True,
        of="instruments",
    )
    agreements_in_force = Whole(
        lambda question: question.in_force,
        _(
            "Published agreements of this type that are in force on the day asked about, their first and last day "
            "included."
        ),
        unit=_("agreements"),
        example=12,
    )
    counts_invented = Flag(
        lambda question: question.counting_invented,
        _("True: records made up for the demonstration are among those counted; `invented=no` leaves them out."),
        example=False,
    )
    url = Pages("instruments/{code}/", _("Page of the type of cooperation"), example="instruments/lia/")
    provenance = Provenance()
    url_api = OwnAddress("instruments", example="lia")
