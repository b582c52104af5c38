"""The public columns of agreements: their state on the day asked about, their days, and who is in them."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Concat, Left
from django.utils.translation import gettext_lazy as _

from agreements.life import TERMINATED, State
from agreements.models import Agreement, AgreementPeriod, Document, Party
from agreements.models.agreement import Renewal
from agreements.models.document import SHORT
from agreements.models.party import Side
from agreements.models.period import LABELS, PUBLIC_STATES
from inserm_intl.open_data.columns import Choice, Code, Codes, Flag, Text, TypedCodes, Whole
from inserm_intl.open_data.expressions import JsonListed, Listed, shown
from inserm_intl.open_data.serializer import Columns
from inserm_intl.open_data.several import (
    InLanguages,
    ListsInLanguages,
    Named,
    OwnAddress,
    Pages,
    PartialDay,
    Provenance,
)
from partners.serializers.institutions import ror_address

from .related import listed_of, name_in


def period_of_day(question):
    return AgreementPeriod.objects.on(question.day).filter(agreement=OuterRef("pk"))


def institutions(side: Side, item, **options):
    """Something of each public institution on that side, as a list."""
    return lambda question: Listed(
        Party.objects.of_public_institutions(question.day).filter(agreement=OuterRef("pk"), side=side), item, **options
    )


def partner_names(language: str):
    return institutions(Side.PARTNER, name_in(language, "institution__"), by="institution__slug", clean=True)


def documents(question):
    """The addresses of those that are public, with the French name that they are saved under."""
    address = Concat(
        Value(f"{settings.SITE_URL}/fr/agreements/"),
        "agreement__reference",
        Value("/documents/"),
        Left("sha256", SHORT),
        Value("/"),
        output_field=TextField(),
    )
    return Listed(Document.objects.public(question.day).filter(agreement=OuterRef("pk")), address)


class AgreementColumns(Columns):
    about = _(
        "Agreements with partners abroad, from their signature on and after their end; a negotiation is given"
        " only where it was made public."
    )

    id = Code("reference", _("The agreement’s reference. It does not change."), example="LIA-2013-001")
    title = InLanguages(
        "title",
        _("Title"),
        example={"fr": "Étude du cerveau", "en": "Study of the brain", "es": "Estudio del cerebro"},
    )
    acronym = Text(
        "acronym", _("Short name of the project or laboratory. Empty: none."), example="NEUROPLAST", nullable=True
    )
    instrument = Named(
        "instrument",
        _("Type of cooperation, by its `id` in `instruments`."),
        _("Name of the type of cooperation"),
        example={
            "code": "lia",
            "fr": "Laboratoire international associé",
            "en": "International Associated Laboratory",
            "es": "Laboratorio internacional asociado",
        },
        of="instruments",
    )
    state = Choice(
        lambda question: Subquery(period_of_day(question).values("state")[:1]),
        _("State on the day asked about; its first and its last day in force count as in force."),
        choices=[(str(state), LABELS[state]) for state in PUBLIC_STATES],
        example=str(State.IN_FORCE),
    )
    ended_early = Flag(
        lambda question: Exists(period_of_day(question).filter(reason=TERMINATED)),
        _("True: it has ended by the day asked about because it was terminated."),
        example=False,
    )
    under_revision = Flag(
        lambda question: Exists(
            period_of_day(question).filter(state=State.IN_FORCE, agreement__under_revision_since__lte=question.day)
        ),
        _("True: it is in force and being revised on the day asked about. It is counted among those in force."),
        example=False,
    )
    first_day = PartialDay(
        "first_day",
        _("First day in force, included. Empty: not signed by all, or not known."),
        example="2013-01-01",
        nullable=True,
    )
    last_day = PartialDay(
        "last_day",
        _("Last day, included, after all amendments signed to date. Empty: without a fixed end, or not known."),
        example="2016-12-31",
        nullable=True,
    )
    open_ended = Flag("open_ended", _("True: it has no fixed end. False with no `last_day`: not known."), example=False)
    renewal = Choice(
        "renewal",
        _("Renewal clause: none, by express agreement, or automatic unless one side gives notice."),
        choices=Renewal.choices,
        example=Renewal.TACIT.value,
    )
    renewal_months = Whole(
        "renewal_months",
        _("For how long a renewal extends it. Empty: no clause, or the clause does not say."),
        unit=_("months"),
        example=24,
        nullable=True,
    )
    partners = Codes(
        institutions(Side.PARTNER, "institution__slug"),
        _("Institutions on the partner’s side that are published, by their `id` in `partners`."),
        example=["amed", "riken"],
    )
    partner_names = ListsInLanguages(
        partner_names,
        _("Their names, in the order of `partners`; where a translation misses, in another language"),
        example={"fr": ["AMED", "RIKEN"], "en": ["AMED", "RIKEN"], "es": ["AMED", "RIKEN"]},
    )
    partner_ror_ids = Codes(
        institutions(Side.PARTNER, ror_address("institution__ror_id")),
        _("Their identifiers in the Research Organization Registry (ROR), of those that have one."),
        example=["https://ror.org/01sjwvz98"],
    )
    countries = Codes(
        institutions(Side.PARTNER, "institution__country"),
        _("Countries of these institutions, each once: ISO 3166-1 codes, as `id` of `countries`."),
        example=["JP"],
    )
    french_side = Codes(
        institutions(Side.FRENCH, "institution__slug"),
        _("Institutions on the French side that are published, by their `id` in `partners`."),
        example=["inserm"],
    )
    themes = Codes(
        listed_of(Agreement.themes.through, "agreement", "thematicinstitute__code"),
        _("Research fields (thematic institutes), by their codes, as when it was entered."),
        example=["neurosciences"],
    )
    units = TypedCodes(
        listed_of(Agreement.units.through, "agreement", "researchunit__code"),
        _("Inserm research units that take part, by their codes."),
        example=["U1016"],
    )
    framework = Code(
        shown(Agreement, "parent", "reference"),
        _("The framework agreement that it implements, by its `id`. Empty: none, or none that is published."),
        example="FRAMEWORK-2010-001",
        nullable=True,
        of="agreements",
    )
    renews = Code(
        shown(Agreement, "predecessor", "reference"),
        _("The agreement that it renews, by its `id`. Empty: none, or none that is published."),
        example="LIA-2009-001",
        nullable=True,
        of="agreements",
    )
    authentic_languages = TypedCodes(
        lambda question: JsonListed("authentic_languages"),
        _("Languages in which the text was signed, as BCP 47 codes. Empty: not known."),
        example=["fr", "en"],
    )
    summary = InLanguages(
        "summary",
        _("What it is about, in Markdown"),
        example={"fr": "Signé en 2013.", "en": "Signed in 2013.", "es": "Firmado en 2013."},
    )
    documents = Codes(
        documents,
        _("Addresses of the published texts: agreements, annexes and amendments, as PDF."),
        example=[f"{settings.SITE_URL}/fr/agreements/LIA-2013-001/documents/0123456789abcdef/"],
    )
    url = Pages("agreements/{reference}/", _("Page of the agreement"), example="agreements/LIA-2013-001/")
    provenance = Provenance()
    url_api = OwnAddress("agreements", example="LIA-2013-001")
