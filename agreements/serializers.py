"""The public columns of agreements and of what happens under them."""

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from inserm_intl.open_data.columns import (
    Choice,
    Code,
    Codes,
    Flag,
    InLanguages,
    Pages,
    PartialDay,
    Provenance,
    Text,
)
from inserm_intl.open_data.expressions import JsonListed, Listed
from inserm_intl.open_data.serializer import Columns

from .life import TERMINATED, State
from .models import Agreement, AgreementPeriod, Party
from .models.party import Side
from .models.period import LABELS, PUBLIC_STATES


def period_of_day(question):
    return AgreementPeriod.objects.on(question.day).filter(agreement=OuterRef("pk"))


def institutions(side: Side, item: str, **options):
    """Something of each public institution on that side, as a list."""
    return lambda question: Listed(
        Party.objects.of_public_institutions(question.day).filter(agreement=OuterRef("pk"), side=side),
        f"institution__{item}",
        **options,
    )


def kin(column: str):
    """The reference of another agreement, where that is public too."""
    return lambda question: Subquery(
        Agreement.objects.public(question.day).filter(pk=OuterRef(column)).values("reference")
    )


class AgreementColumns(Columns):
    id = Code("reference", _("The agreement’s reference, which never changes."), example="LIA-2013-001")
    title = InLanguages("title", _("Title"), example={"fr": "Étude du cerveau", "en": "Study of the brain"})
    acronym = Text("acronym", _("Short name of the project or laboratory."), example="NEUROPLAST", nullable=True)
    instrument = Code("instrument__code", _("Type of cooperation, as in `instruments`."), example="lia")
    state = Choice(
        lambda question: Subquery(period_of_day(question).values("state")[:1]),
        _("State on the day asked about."),
        choices=[(str(state), LABELS[state]) for state in PUBLIC_STATES],
        example=str(State.IN_FORCE),
    )
    ended_early = Flag(
        lambda question: Exists(period_of_day(question).filter(reason=TERMINATED)),
        _("Terminated before its last day, on the day asked about."),
        example=False,
    )
    under_revision = Flag(
        lambda question: Exists(
            period_of_day(question).filter(state=State.IN_FORCE, agreement__under_revision_since__lte=question.day)
        ),
        _("In force and being revised on the day asked about."),
        example=False,
    )
    first_day = PartialDay("first_day", _("First day in force."), example="2013-01-01", nullable=True)
    last_day = PartialDay(
        "last_day", _("Last day, included, after all signed amendments."), example="2016-12-31", nullable=True
    )
    open_ended = Flag("open_ended", _("Without a fixed end."), example=False)
    partners = Codes(institutions(Side.PARTNER, "slug"), _("Partners, as in `partners`."), example=["riken"])
    partner_ror_ids = Codes(
        institutions(Side.PARTNER, "ror_id"), _("ROR identifiers of the partners."), example=["01sjwvz98"]
    )
    countries = Codes(
        institutions(Side.PARTNER, "country"), _("Countries of the partners, as in `countries`."), example=["JP"]
    )
    french_side = Codes(
        institutions(Side.FRENCH, "slug"), _("Institutions on the French side, as in `partners`."), example=["inserm"]
    )
    themes = Codes(
        lambda question: Listed(
            Agreement.themes.through.objects.filter(agreement=OuterRef("pk")), "thematicinstitute__code"
        ),
        _("Research fields (thematic institutes)."),
        example=["brain"],
    )
    units = Codes(
        lambda question: Listed(Agreement.units.through.objects.filter(agreement=OuterRef("pk")), "researchunit__code"),
        _("Research units of Inserm."),
        example=["U1016"],
    )
    framework = Code(
        kin("parent"), _("The framework agreement of this one."), example="FRAMEWORK-2010-001", nullable=True
    )
    renews = Code(kin("predecessor"), _("The agreement that this one renews."), example="LIA-2009-001", nullable=True)
    authentic_languages = Codes(
        lambda question: JsonListed("authentic_languages"), _("Languages of the signed texts."), example=["fr", "en"]
    )
    summary = InLanguages("summary", _("Summary"), example={"fr": "Signé en 2013.", "en": "Signed in 2013."})
    url = Pages("agreements/{reference}/", _("Page of the agreement"), example="agreements/LIA-2013-001/")
    provenance = Provenance()
