"""The public columns of institutions."""

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from inserm_intl.open_data.columns import Choice, Code, Number, Text, TypedCode, Url
from inserm_intl.open_data.expressions import shown
from inserm_intl.open_data.serializer import Columns
from inserm_intl.open_data.several import InLanguages, Named, OwnAddress, Pages, Provenance
from partners.models import Institution
from partners.models.institution import Kind

from .examples import JAPAN

ROR = r"https://ror\.org/0[a-z0-9]{6}[0-9]{2}"


def ror_address(column: str = "ror_id") -> Case:
    """The form in which the registry asks for its identifiers to be given."""
    return Case(
        When(**{f"{column}__isnull": False}, then=Concat(Value("https://ror.org/"), F(column))),
        output_field=CharField(),
    )


class InstitutionColumns(Columns):
    about = _(
        "Institutions abroad with which agreements, programmes and visits are shared. Those in France are "
        "given where `country=FR` asks for them."
    )

    id = Code("slug", _("The institution’s key, as in the address of its page. It does not change."), example="riken")
    name = InLanguages("name", _("Name"), example={"fr": "RIKEN", "en": "RIKEN", "es": "RIKEN"})
    native_name = Text("native_name", _("Name in its own language and script."), example="理化学研究所", nullable=True)
    native_language = TypedCode(
        "native_language", _("Language of `native_name`, as a BCP 47 code."), example="ja", nullable=True
    )
    acronym = Text("acronym", _("Acronym. Empty: none is known."), example="AMED", nullable=True)
    kind = Choice(
        "kind",
        _("Kind of organisation, as the Research Organization Registry (ROR) sorts them."),
        choices=Kind.choices,
        example=Kind.FACILITY.value,
    )
    country = Named(
        "country",
        _("Country or territory where it is: ISO 3166-1 code of two letters, as `id` of `countries`."),
        _("Name of the country or territory"),
        example=JAPAN,
        of="countries",
    )
    city = Text("city", _("City where it has its seat."), example="Wako", nullable=True)
    latitude = Number(
        "latitude",
        _("Latitude (WGS 84), positive to the north. Empty: not located."),
        unit=_("degrees"),
        example=35.78,
        nullable=True,
    )
    longitude = Number(
        "longitude",
        _("Longitude (WGS 84), positive to the east. Empty: not located."),
        unit=_("degrees"),
        example=139.61,
        nullable=True,
    )
    website = Url("website", _("Website of the institution."), example="https://www.riken.jp/", nullable=True)
    ror_id = Url(
        lambda question: ror_address(),
        _("Identifier in the Research Organization Registry (ROR), by which other registers know the institution."),
        example="https://ror.org/01sjwvz98",
        nullable=True,
        pattern=ROR,
    )
    part_of = Code(
        shown(Institution, "parent", "slug"),
        _("The institution that it is part of, by its `id`. Empty: none, or none that is published."),
        example="cnrs",
        nullable=True,
    )
    succeeded_by = Code(
        shown(Institution, "successor", "slug"),
        _("The institution that took its place, by its `id`. Empty: none, or none that is published."),
        example="amed",
        nullable=True,
    )
    url = Pages("partners/{slug}/", _("Page of the institution"), example="partners/riken/")
    provenance = Provenance()
    url_api = OwnAddress("partners", example="riken")
