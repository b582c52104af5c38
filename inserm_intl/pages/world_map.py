"""The world map: the answer of the list of countries, drawn. `shade` says which of its counts is shown."""

from dataclasses import dataclass, replace

import django_filters
from django import forms
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from inserm_intl.answers import ListPage, WholePaginator
from inserm_intl.numbers import number
from inserm_intl.templatetags.questions import question_for, same_day
from inserm_intl.world import World
from partners.filters import CountryFilterSet
from partners.models.institution import HOME


@dataclass(frozen=True)
class Shade:
    """A count of countries: its name, its column, how it is said, and the list that holds what it counts."""

    label: Promise
    count: str
    said: Promise
    list_of_rows: str


SHADES = {
    "partners": Shade(
        gettext_lazy("Partners"),
        "partner_count",
        ngettext_lazy("%(count)s partner", "%(count)s partners", "number"),
        "partners:institutions",
    ),
    "agreements": Shade(
        gettext_lazy("Agreements in force"),
        "agreement_count",
        ngettext_lazy("%(count)s agreement in force", "%(count)s agreements in force", "number"),
        "agreements:agreements",
    ),
    "cooperations": Shade(
        gettext_lazy("Declared collaborations"),
        "cooperation_count",
        ngettext_lazy("%(count)s declared collaboration", "%(count)s declared collaborations", "number"),
        "partners:cooperations",
    ),
}
# Agreements, where the question names other states or a year.
OF_ANY_STATE = replace(
    SHADES["agreements"],
    label=gettext_lazy("Agreements"),
    said=ngettext_lazy("%(count)s agreement", "%(count)s agreements", "number"),
)


class MapFilterSet(CountryFilterSet):
    """The countries and territories of a question, and which of their counts is shown."""

    shade = django_filters.ChoiceFilter(
        label=gettext_lazy("Shown on the map"),
        method="as_asked",
        choices=[(name, shade.label) for name, shade in SHADES.items()],
        widget=forms.HiddenInput,
    )

    default_sort = "name"
    not_narrowing = (*CountryFilterSet.not_narrowing, "shade")

    @cached_property
    def shaded(self) -> str:
        return self.form.cleaned_data["shade"] or "partners"

    @property
    def drawn(self) -> Shade:
        return self.shade_of(self.shaded)

    def shade_of(self, name: str) -> Shade:
        return OF_ANY_STATE if name == "agreements" and not self.asks_what_is_in_force else SHADES[name]

    @property
    def counts_nothing(self) -> bool:
        """Whether what is shown cannot be asked this question."""
        return self.shaded == "cooperations" and not self.asks_of_declared()

    @property
    def shades(self):
        """Each count that can be shown: its name, the address of that map, whether it is shown now."""
        for name in SHADES:
            yield (
                self.shade_of(name).label,
                self.query(shade=name if name != "partners" else None) or "?",
                name == self.shaded,
            )

    def world(self, countries) -> World:
        """What is drawn for the countries that answer the question."""
        shade = self.drawn
        counts = {} if self.counts_nothing else {row.code: getattr(row, shade.count) for row in countries}
        names = list(self.form.fields["country"].choices)
        return World(
            counts,
            names,
            shade.said,
            day=same_day({"question": self}),
            places=self.places(list(counts)),
            outside={code for code, _name in names} - counts.keys() - {HOME},
        )

    def places(self, countries):
        """Where the partners in these countries are."""
        partners = self.partners().filter(country__in=countries)
        return partners.exclude(longitude=None).values_list("longitude", "latitude").distinct()


class WorldMap(ListPage):
    """Every country of the answer at once, on a map and in the list beside it."""

    filterset = MapFilterSet
    template_name = "pages/map.html"
    heading = gettext_lazy("World map")
    lede = gettext_lazy("Where the partners are, how many agreements are in force, how much collaboration is declared.")
    page_size = 1_000
    paginator = WholePaginator

    def counted(self, count):
        return ngettext("%(count)s country or territory", "%(count)s countries and territories", count) % {
            "count": number(count)
        }

    def counts_invented(self, question):
        shown = {country.code for country in question.qs}
        return any(made_up and code in shown for code, _count, made_up, *_ in question.tallies[question.shaded])

    def facts(self, question, page):
        shade, world, asked = question.drawn, question.world(page.object_list), question.asked_of(question.shaded)
        what = f"{shade.label} ({asked['year'][0]})" if "year" in asked else shade.label
        index = [
            (country, count, question_for(question, country=country.code, **asked))
            for country in page.object_list
            if (count := world.counts.get(country.code))
        ]
        said = _("not counted") if question.counts_nothing else self.counted(len(index))
        return {
            "shade": shade,
            "index": index,
            "others": [country for country in page.object_list if world.counts.get(country.code) == 0],
            "count": _("%(what)s: %(value)s") % {"what": what, "value": said},
            "sorts": [],
            "world": world,
        }
