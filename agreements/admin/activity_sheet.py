"""The columns of visits, seminars, stays and missions."""

from agreements.models import Activity
from inserm_intl.spreadsheets.columns import Choice, Column, Number, YesNo
from inserm_intl.spreadsheets.dates import PartialDay
from inserm_intl.spreadsheets.naming import Many, One
from inserm_intl.spreadsheets.sheets import Sheet, provenance
from partners.admin.naming import countries, institutions, themes

from .naming import SeenAgreement, SeenAgreements, activities, programmes


class ActivitySheet(Sheet):
    model = Activity
    declared = (
        Choice("kind"),
        Choice("status"),
        Choice("direction"),
        Column("title_fr", example="Séminaire franco-japonais de neurosciences"),
        Column("title_en"),
        Column("title_es"),
        One("programme", programmes),
        SeenAgreement("agreement", example="LIA-2016-001"),
        One("country", countries, example="Japon"),
        Column("city", example="Kyoto"),
        Many("institutions", institutions),
        Many("themes", themes),
        PartialDay("starts_on", example="31/12/2015"),
        PartialDay("ends_on", example="01/2016"),
        Number("people_french", example="12"),
        Number("people_partner", example="9"),
        Number("researcher_months", example="1,5"),
        Column("paid_by"),
        SeenAgreements("led_to_agreements"),
        Many("led_to_activities", activities),
        YesNo("published"),
        *provenance(),
    )
