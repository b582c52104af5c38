"""The public columns of partners and countries, of what units declare and of figures as they were published."""

from django.db.models import Case, CharField, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from inserm_intl.open_data.columns import (
    Choice,
    Code,
    Codes,
    InLanguages,
    Number,
    Pages,
    Provenance,
    Text,
    Url,
    Whole,
)
from inserm_intl.open_data.expressions import Listed
from inserm_intl.open_data.serializer import Columns

from .models import Institution, Membership
from .models.institution import Kind


def kin(column: str):
    """The key of another institution, where that is public too."""
    return lambda question: Subquery(
        Institution.objects.public(question.day).filter(pk=OuterRef(column)).values("slug")
    )


def ror_address(question):
    return Case(
        When(ror_id__isnull=False, then=Concat(Value("https://ror.org/"), F("ror_id"), output_field=CharField()))
    )


class InstitutionColumns(Columns):
    id = Code("slug", _("The institution’s key: the last part of its page’s address."), example="riken")
    name = InLanguages("name", _("Name"), example={"fr": "RIKEN", "en": "RIKEN"})
    native_name = Text("native_name", _("Name in its own language."), example="理化学研究所", nullable=True)
    native_language = Code("native_language", _("Language of that name (BCP 47)."), example="ja", nullable=True)
    acronym = Text("acronym", _("Acronym."), example="RIKEN", nullable=True)
    kind = Choice(
        "kind",
        _("Kind of organisation, as the Research Organization Registry has them."),
        choices=Kind.choices,
        example="facility",
    )
    country = Code("country", _("Country or territory: ISO 3166-1, two letters, as in `countries`."), example="JP")
    country_name = InLanguages(
        "country__name", _("Name of the country or territory"), example={"fr": "Japon", "en": "Japan", "es": "Japón"}
    )
    city = Text("city", _("City."), example="Wako", nullable=True)
    latitude = Number("latitude", _("Latitude (WGS 84)."), unit=_("degrees"), example=35.78, nullable=True)
    longitude = Number("longitude", _("Longitude (WGS 84)."), unit=_("degrees"), example=139.61, nullable=True)
    website = Url("website", _("Website."), example="https://www.riken.jp/", nullable=True)
    ror = Url(
        ror_address,
        _("Identifier in the Research Organization Registry (ROR)."),
        example="https://ror.org/01sjwvz98",
        nullable=True,
    )
    part_of = Code(kin("parent"), _("The institution that it is part of."), example="cnrs", nullable=True)
    succeeded_by = Code(kin("successor"), _("The institution that succeeded it."), example="amed", nullable=True)
    url = Pages("partners/{slug}/", _("Page of the institution"), example="partners/riken/")
    provenance = Provenance()


def counted(what: str):
    return lambda question: question.tally(what)


class CountryColumns(Columns):
    id = Code("code", _("ISO 3166-1 code, two letters; XK for Kosovo."), example="JP")
    iso3 = Code("iso3", _("ISO 3166-1 code, three letters."), example="JPN")
    name = InLanguages("name", _("Name"), example={"fr": "Japon", "en": "Japan", "es": "Japón"})
    region = Code("subregion__parent", _("Region of the United Nations’ M49 standard."), example="142", nullable=True)
    subregion = Code("subregion", _("Subregion of the same standard."), example="030", nullable=True)
    groups = Codes(
        lambda question: Listed(Membership.objects.on(question.day).filter(country=OuterRef("pk")), "group__code"),
        _("Groups of countries to which it belongs on the day asked about."),
        example=["priorities"],
    )
    latitude = Number(
        "latitude", _("Latitude of a point inside (WGS 84)."), unit=_("degrees"), example=36.0, nullable=True
    )
    longitude = Number("longitude", _("Longitude of the same point."), unit=_("degrees"), example=138.0, nullable=True)
    partners = Whole(counted("partners"), _("Partners in it."), unit=_("institutions"), example=3)
    agreements_in_force = Whole(
        counted("agreements"),
        _("Agreements with partners in it that are in force on the day asked about."),
        unit=_("agreements"),
        example=2,
    )
    cooperations = Whole(
        counted("cooperations"),
        _("Collaborations declared for the latest year; never added to agreements."),
        unit=_("declared collaborations"),
        example=120,
    )
    url = Pages("countries/{code}/", _("Page of the country or territory"), example="countries/JP/")
