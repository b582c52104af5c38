"""The public columns of countries, and what is counted for each on the day asked about."""

from django.db.models import BooleanField, IntegerField, OuterRef, Value
from django.utils.translation import gettext_lazy as _

from inserm_intl.open_data.columns import Code, Codes, Flag, Number, Whole
from inserm_intl.open_data.expressions import Listed
from inserm_intl.open_data.serializer import Columns
from inserm_intl.open_data.several import InLanguages, Named, OwnAddress, Pages
from partners.models import Membership

from .examples import JAPAN


def counted(what: str):
    return lambda question: question.tally(what)


class CountryColumns(Columns):
    about = _(
        "Countries and territories, with what is counted for each on the day asked about. France is given "
        "where `country=FR` asks for it."
    )

    id = Code("code", _("ISO 3166-1 code of two letters; XK for Kosovo."), example="JP", pattern="[A-Z]{2}")
    iso3 = Code("iso3", _("ISO 3166-1 code of three letters; XKX for Kosovo."), example="JPN", pattern="[A-Z]{3}")
    name = InLanguages("name", _("Name of the country or territory"), example=JAPAN)
    region = Named(
        "subregion__parent",
        _("Region of the United Nations’ M49 standard, by its code. Empty: Antarctica, which is in none."),
        _("Name of the region"),
        example={"code": "142", "fr": "Asie", "en": "Asia", "es": "Asia"},
        nullable=True,
    )
    subregion = Named(
        "subregion",
        _("Subregion of the same standard, by its code."),
        _("Name of the subregion"),
        example={"code": "030", "fr": "Asie de l’Est", "en": "Eastern Asia", "es": "Asia oriental"},
        nullable=True,
    )
    groups = Codes(
        lambda question: Listed(Membership.objects.on(question.day).filter(country=OuterRef("pk")), "group__code"),
        _("Groups of countries to which it belongs on the day asked about. They overlap: totals do not add up."),
        example=["traditional"],
    )
    latitude = Number(
        "latitude",
        _("Latitude of a point inside it (WGS 84), positive to the north."),
        unit=_("degrees"),
        example=36.0,
        nullable=True,
    )
    longitude = Number(
        "longitude",
        _("Longitude of the same point, positive to the east."),
        unit=_("degrees"),
        example=138.0,
        nullable=True,
    )
    partners = Whole(
        counted("partners"),
        _("Published institutions in it; where the question names agreements, those with such an agreement."),
        unit=_("institutions"),
        example=3,
    )
    agreements_in_force = Whole(
        lambda question: question.in_force,
        _(
            "Published agreements with institutions in it that are in force on the day asked about, their first and "
            "last day included, and that meet the question. One with partners in two countries counts in both."
        ),
        unit=_("agreements"),
        example=2,
    )
    cooperations = Whole(
        counted("cooperations"),
        _(
            "Collaborations that research units declared with it for the year `cooperations_year`. They are not "
            "agreements: the two are never added up. Empty: the question names a type of cooperation or a state, "
            "which they do not have."
        ),
        unit=_("declared collaborations"),
        example=120,
        nullable=True,
    )
    cooperations_year = Whole(
        lambda question: Value(question.declared_year, IntegerField()),
        _("The latest year declared by the day asked about, one for all countries. Empty: none is."),
        unit=_("year"),
        example=2024,
        nullable=True,
    )
    counts_invented = Flag(
        lambda question: question.counting_invented,
        _("True: records made up for the demonstration are among those counted; `invented=no` leaves them out."),
        example=False,
    )
    url = Pages("countries/{code}/", _("Page of the country or territory"), example="countries/JP/")
    invented = Flag(
        lambda question: Value(False, BooleanField()), _("Always false: no country is made up."), example=False
    )
    url_api = OwnAddress("countries", example="JP")
