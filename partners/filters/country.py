"""The question that countries and territories answer, and what is counted for each."""

from django.db.models import Case, Count, Exists, IntegerField, Max, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agreements.life import State
from agreements.models import Agreement, Party
from agreements.parameters import OF_AGREEMENTS, AgreementParameters
from inserm_intl.parameters import INVENTED, ManyFilter
from partners.models import Country, Institution
from partners.models.institution import HOME
from partners.places import PlaceQuestion

from .declared import CooperationFilterSet
from .tallied import counts, holding

IN_FORCE = [str(State.IN_FORCE)]
OF_DECLARED = {"theme", "unit", "year", "invented", "on"}  # what declared collaborations can be asked of it


class CountryFilterSet(AgreementParameters, PlaceQuestion):
    """Countries and territories with what is counted for each on the day: those abroad, unless France is named."""

    key = "code"
    default_sort = "-agreements"
    sorts = {
        "name": (_("Name"), "sort_{language}"),
        "partners": (_("Partners"), "partner_count", "-sort_{language}"),
        "agreements": (_("Agreements in force"), "agreement_count", "partner_count", "-sort_{language}"),
        "cooperations": (_("Declared collaborations"), "cooperation_count", "-sort_{language}"),
    }
    invented = ManyFilter(label=_("Invented records"), method="as_asked", choices=INVENTED)

    class Meta:
        model = Country
        fields = []

    def filter_queryset(self, queryset):
        asked = super().filter_queryset(queryset)
        if self.errors:
            return asked
        if HOME not in self.form.cleaned_data["country"]:
            asked = asked.exclude(code=HOME)
        if self.asks_of_agreements():
            found = Q(Exists(self.parties_asked().filter(institution__country=OuterRef("pk"))))
            if self.asks_of_declared():
                found |= Q(pk__in=self.declared().order_by().values("country"))
            asked = asked.filter(found)
        return asked

    def from_countries(self, queryset, countries):
        return queryset.filter(pk__in=countries)

    def asks_of_declared(self) -> bool:
        """Whether the question can be asked of declared collaborations: they have neither a type nor a state."""
        return not self.asked.keys() & {"instrument", "state"}

    @cached_property
    def asks_what_is_in_force(self) -> bool:
        """Whether the agreements counted are those in force on the day; else those of the states or the year asked."""
        return "year" not in self.asked and self.asked.get("state", IN_FORCE) == IN_FORCE

    def asked_of(self, what: str) -> dict[str, list[str]]:
        """What the list of that noun is asked, besides a country and the day, so as to hold what is counted of it."""
        if what == "cooperations":
            year = {"year": [str(self.declared_year)]} if self.declared_year else {}
            return {name: self.asked[name] for name in ("theme", "unit") if name in self.asked} | year
        narrowing = {name: self.asked[name] for name in OF_AGREEMENTS if name in self.asked}
        state = {"state": IN_FORCE} if what == "agreements" and self.asks_what_is_in_force else {}
        return narrowing | state

    @cached_property
    def declared_year(self) -> int | None:
        """The latest year for which units have declared such collaborations, by the day."""
        return max((declared for _country, _count, _invented, declared in self.tallies["cooperations"]), default=None)

    @property
    def holds_invented(self) -> bool:
        """Whether one of the tallies counts an invented record."""
        return any(invented for tally in self.tallies.values() for _country, _count, invented, *_rest in tally)

    def partners(self):
        """Institutions with agreements like that, where the question names any."""
        return self.agreed_with(self.as_invented(Institution.objects.public(self.day)).order_by())

    def agreements(self):
        return self.narrowed(self.as_invented(Agreement.objects.public(self.day)))

    def declared(self):
        """Collaborations of the fields, the unit and the year asked about."""
        return self.put_to(CooperationFilterSet, **dict.fromkeys(self.asked.keys() - OF_DECLARED)).qs

    @cached_property
    def tallies(self) -> dict[str, list[tuple]]:
        """What is counted for each country: as (country, how many, how many invented), and the year declared."""
        agreements, made_up = self.agreements(), Count("pk", Q(invented=True))
        if self.asks_what_is_in_force:
            agreements = agreements.in_state(State.IN_FORCE, on=self.day)
        return {
            "partners": list(self.partners().values_list("country").annotate(Count("pk"), made_up=made_up)),
            "agreements": self.by_country(agreements),
            "cooperations": self.declared_by_country() if self.asks_of_declared() else [],
        }

    def by_country(self, agreements) -> list[tuple]:
        """Agreements, by the countries of their partners that a visitor may see."""
        parties = Party.objects.of_public_institutions(self.day).filter(agreement__in=agreements).order_by()
        made_up = Count("agreement", Q(agreement__invented=True))
        return list(
            parties.values_list("institution__country").annotate(Count("agreement", distinct=True), made_up=made_up)
        )

    def declared_by_country(self) -> list[tuple]:
        """The collaborations declared for the latest of their years."""
        declared = self.declared()
        latest = declared.filter(year=Subquery(declared.order_by("-year").values("year")[:1])).order_by()
        made_up = Count("pk", Q(invented=True))
        return list(latest.values_list("country").annotate(Count("pk"), made_up=made_up, declared=Max("year")))

    @property
    def in_force(self) -> Case:
        """For data: of the agreements counted, those in force on the day, whatever states and year are asked."""
        if self.asks_what_is_in_force:
            return self.tally("agreements")
        running = self.by_country(self.agreements().in_state(State.IN_FORCE, on=self.day))
        return counts((country, count) for country, count, *_rest in running)

    def tally(self, what: str):
        """What is counted for each row of the list; nothing where the question cannot be asked of it."""
        if what == "cooperations" and not self.asks_of_declared():
            return Cast(Value(None), IntegerField())
        return counts((country, count) for country, count, *_rest in self.tallies[what])

    @cached_property
    def without_anything(self) -> int:
        """How many countries of the list have no partner, agreement or collaboration that is counted."""
        something = {country for tally in self.tallies.values() for country, *_rest in tally}
        return self.qs.exclude(pk__in=something).order_by().count()

    @property
    def counting_invented(self) -> Case:
        """Whether an invented record is counted for each row of the list."""
        tallies = self.tallies.values()
        return holding(country for tally in tallies for country, _count, invented, *_rest in tally if invented)

    def ordered(self, queryset):
        return super().ordered(
            queryset.annotate(
                partner_count=self.tally("partners"),
                agreement_count=self.tally("agreements"),
                cooperation_count=self.tally("cooperations"),
            )
        )
