"""The columns of institutions."""

from inserm_intl.spreadsheets.columns import Choice, Column, Number, YesNo
from inserm_intl.spreadsheets.naming import One
from inserm_intl.spreadsheets.sheets import Sheet, provenance
from partners.models import Institution

from .naming import countries, institutions, officers


class InstitutionSheet(Sheet):
    model = Institution
    key = "slug"
    declared = (
        Column("name_fr", example="Université d’Ottawa"),
        Column("name_en", example="University of Ottawa"),
        Column("name_es"),
        Column("acronym", example="uOttawa"),
        Choice("kind"),
        Column("native_name", example="東京大学"),
        Column("native_language", example="ja"),
        Column("aliases"),
        One("country", countries, example="Canada"),
        Column("city", example="Ottawa"),
        Column("website", example="https://www.uottawa.ca/"),
        Column("ror_id", example="03c4mmv16"),
        Number("latitude", example="45,4215"),
        Number("longitude", example="-75,6972"),
        One("parent", institutions),
        One("successor", institutions),
        One("officer", officers),
        YesNo("prospect"),
        Column("prospect_source"),
        YesNo("published"),
        *provenance(),
    )
