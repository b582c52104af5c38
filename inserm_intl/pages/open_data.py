"""Open data, for people: what staff wrote of it, and what its declarations say: files, examples, dictionary."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from inserm_intl.citations import citation
from inserm_intl.days import today
from inserm_intl.open_data.harvesting.publication import LICENCES, TITLE
from inserm_intl.open_data.nouns import NOUNS
from inserm_intl.open_data.offered import forms_of
from inserm_intl.questions import of_day
from inserm_intl.structured import absolute

from .text import TextPage


class OpenDataPage(TextPage):
    template_name = "pages/open_data.html"

    def facts(self, record, day, *, draft):
        address = absolute(record.get_absolute_url()) + f"?on={day.isoformat()}"
        return {
            **super().facts(record, day, draft=draft),
            "nouns": [(noun, forms_of(noun, of_day(day))) for noun in NOUNS.values()],
            "ways_in": ways_in(),
            "licence": LICENCES[0],
            "site": TITLE,
            "today": today(),
            "address": address,
            "citation": citation(_("Data"), day, address),
        }


def ways_in() -> list[tuple[str, str]]:
    """What describes the data to programs and to those who write them."""
    return [
        (_("Documentation of the interface"), reverse("data:docs-in", args=[get_language()])),
        (_("Its description for programs (OpenAPI 3.1)"), reverse("data:schema")),
        (_("All addresses (JSON)"), reverse("data:index")),
        (
            _("The codes of the columns and their names; members of groups of countries (CSV)"),
            reverse("data:codes-csv"),
        ),
        (_("Description of all CSV files (Data Package)"), reverse("data:datapackage")),
        (_("Catalogue for data portals (DCAT-AP)"), reverse("data:catalog")),
    ]
