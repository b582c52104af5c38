"""The public columns of what research units declare."""

from django.utils.translation import gettext_lazy as _

from inserm_intl.open_data.columns import Code, Text, TypedCode, Url, Whole
from inserm_intl.open_data.expressions import shown
from inserm_intl.open_data.serializer import Columns
from inserm_intl.open_data.several import Named, OwnAddress, Pages, Provenance
from partners.models import Institution

from .examples import JAPAN, NEUROSCIENCES
from .institutions import ROR, ror_address


def of_partner(column):
    return shown(Institution, "institution", column)


class CooperationColumns(Columns):
    about = _(
        "Collaborations abroad that research units declare each year. They are not agreements: the two are "
        "never added up."
    )

    id = Code("reference", _("Reference of the declaration. It does not change."), example="COL-2015-002")
    year = Whole(
        "year",
        _("Year for which it was declared. One that lasts is declared anew each year, under another `id`."),
        unit=_("year"),
        example=2015,
    )
    unit = TypedCode("unit__code", _("Code of the Inserm research unit that declared it."), example="U1016")
    unit_name = Text("unit__name", _("Name of the unit under that code, in French."), example="Institut Cochin")
    unit_website = Url(
        "unit__website", _("Website of the unit."), example="https://www.institutcochin.fr/", nullable=True
    )
    institution = Named(
        of_partner,
        _(
            "The partner, by its `id` in `partners`. Empty: only the country was declared, or the partner is "
            "not published."
        ),
        _("Name of the partner"),
        code="slug",
        example={"code": "riken", "fr": "RIKEN", "en": "RIKEN", "es": "RIKEN"},
        nullable=True,
        of="partners",
    )
    institution_ror_id = Url(
        of_partner(ror_address()),
        _("Identifier of the partner in the Research Organization Registry (ROR)."),
        example="https://ror.org/01sjwvz98",
        nullable=True,
        pattern=ROR,
    )
    country = Named(
        "country",
        _("Country or territory of the partner: ISO 3166-1 code of two letters, as `id` of `countries`."),
        _("Name of the country or territory"),
        example=JAPAN,
        of="countries",
    )
    theme = Named(
        "theme",
        _("Research field (thematic institute), by its code, as it was declared. Empty: not stated."),
        _("Name of the research field"),
        example=NEUROSCIENCES,
        nullable=True,
    )
    url = Pages(
        "cooperations/?id={reference}", _("List that shows this declaration"), example="cooperations/?id=COL-2015-002"
    )
    provenance = Provenance()
    url_api = OwnAddress("cooperations", example="COL-2015-002")
