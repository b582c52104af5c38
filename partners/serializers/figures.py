"""The public columns of figures as they were published."""

from django.db.models import Case, CharField, F, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from inserm_intl.open_data.columns import Choice, Code, Flag, Number, Text, Whole
from inserm_intl.open_data.serializer import Columns
from inserm_intl.open_data.several import InLanguages, Named, OwnAddress, Pages, Provenance
from partners.models.figure import Qualifier, Unit

from .examples import JAPAN

# As `partners.figures` names the figure of an indicator and a place on the page.
PLACE = Case(
    When(country__isnull=False, then=Concat(Value("-"), F("country"))),
    When(group__isnull=False, then=Concat(Value("-"), F("group__code"))),
    default=Value(""),
    output_field=CharField(),
)


class KeyFigureColumns(Columns):
    about = _(
        "Figures as they were published: each of a year, for the world, a country or a group of countries. "
        "Those of one indicator make a series."
    )

    id = Code("slug", _("The figure’s key. It does not change."), example="declared-collaborations-2010")
    indicator = Named(
        "indicator",
        _("What is counted, by its code. Figures with another denominator have another code: never one series."),
        _("Name of what is counted"),
        example={
            "code": "declared-collaborations",
            "fr": "Collaborations déclarées",
            "en": "Declared collaborations",
            "es": "Colaboraciones declaradas",
        },
    )
    definition = InLanguages(
        "indicator__definition",
        _("What is counted, by whom and when"),
        example={
            "fr": "Collaborations que des unités déclarent dans l’année.",
            "en": "Collaborations that units declare in the year.",
            "es": "Colaboraciones que las unidades declaran en el año.",
        },
    )
    unit = Choice("indicator__unit", _("Unit of `value`."), choices=Unit.choices, example=Unit.COUNT.value)
    denominator = InLanguages(
        "indicator__denominator",
        _("Of what `value` is a share, where it is in percent"),
        example={
            "fr": "publications de l’Inserm",
            "en": "publications of Inserm",
            "es": "publicaciones del Inserm",
        },
    )
    country = Named(
        "country",
        _("Country or territory that the figure is of, as `id` of `countries`. Empty: of a group, or of the world."),
        _("Name of the country or territory"),
        example=JAPAN,
        nullable=True,
    )
    group = Named(
        "group",
        _("Group of countries that the figure is of, by its code. Empty: of a country, or of the world."),
        _("Name of the group of countries"),
        example={"code": "eu", "fr": "Union européenne", "en": "European Union", "es": "Unión Europea"},
        nullable=True,
    )
    year = Whole("year", _("Year that the figure is of."), unit=_("year"), example=2010)
    year_is_about = Flag(
        "year_is_about", _("True: the year is not certain, as the source bears no date or spans years."), example=False
    )
    value = Number(
        "value",
        _("The number, in the unit that `unit` names and with the caution that `qualifier` tells."),
        example=6300.0,
    )
    qualifier = Choice(
        "qualifier",
        _("How the source puts the number: exactly, about, more than or nearly."),
        choices=Qualifier.choices,
        example=Qualifier.MORE_THAN.value,
    )
    wording = Text("wording", _("The number in the words of the source."), example="plus de 6300", nullable=True)
    url = Pages(
        "key-figures/#published-{indicator__code}{place}",
        _("The figure on the page of key figures"),
        example="key-figures/#published-declared-collaborations",
        place=PLACE,
    )
    provenance = Provenance()
    url_api = OwnAddress("key-figures", example="declared-collaborations-2010")
