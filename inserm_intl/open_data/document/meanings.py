"""What each parameter asks, in a sentence; the list's own label says the rest."""

import django_filters
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inserm_intl.parameters import IdsFilter, ManyFilter

MEANINGS = {
    "q": gettext_lazy("Words, all of which are found, in any order; accents and capitals do not matter."),
    "on": gettext_lazy("The day that the answer is of, from what is known today. Without it, today in Paris."),
    "country": gettext_lazy("Country or territory. France, which is not abroad, is left out unless it is named."),
    "region": gettext_lazy("Region or subregion of the United Nations’ M49 standard."),
    "group": gettext_lazy(
        "Group of countries, by those who belong to it on the day asked about; for declared collaborations and "
        "figures, on 31 December of their year."
    ),
    "instrument": gettext_lazy("Type of cooperation of the agreements."),
    "state": gettext_lazy("State on the day asked about."),
    "theme": gettext_lazy("Research field, with those that were merged into it."),
    "unit": gettext_lazy("Research unit of Inserm."),
    "partner": gettext_lazy("Institution that takes part; one that was merged into another is known by both keys."),
    "programme": gettext_lazy("Exchange programme."),
    "direction": gettext_lazy("Towards France or from France."),
    "year": gettext_lazy(
        "Calendar year: agreements in force on any day of it, activities begun in it, calls opened in it, "
        "collaborations declared for it, figures of it."
    ),
    "invented": gettext_lazy("With “no”, without records made up for the demonstration; with “yes”, those alone."),
    "id": gettext_lazy("Key of a record, as in the column “id”. One that does not exist finds nothing."),
    "sort": gettext_lazy(
        "Order; a hyphen before it turns it round. Without it, that of the keys, which never changes."
    ),
}


def meaning(name: str, row: django_filters.Filter) -> str:
    told = str(MEANINGS.get(name) or f"{row.label}.")
    if isinstance(row, ManyFilter | IdsFilter):
        return told + " " + _("Repeatable: one of the values is enough.")
    return told
