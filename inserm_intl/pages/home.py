"""The way in: what this is, where, how much, what is open on the day, what was signed last."""

from django.db.models import F

from agreements.life import State
from agreements.models import Agreement, Call, Instrument
from inserm_intl.answers import asked_of_page, notice, rendered
from inserm_intl.questions import Counting
from partners.models import Country, ThematicInstitute

from .world_map import MapFilterSet

WAYS_IN = 12


def home(request):
    question = asked_of_page(request, Country, Counting)
    day, agreements = question.day, question.as_invented(Agreement.objects.public(question.day))
    on_map = question.put_to(MapFilterSet)
    countries = list(on_map.qs)
    counts = {
        "agreements": agreements.in_state(State.IN_FORCE, on=day).count(),
        "partners": sum(country.partner_count for country in countries),
        "countries": sum(bool(country.agreement_count) for country in countries),
        "cooperations": sum(country.cooperation_count for country in countries),
    }
    context = {
        "question": question,
        "counts": counts,
        "declared_year": on_map.declared_year,
        "world": on_map.world(countries),
        "invented": agreements.filter(invented=True).exists() or on_map.holds_invented,
        "calls": question.as_invented(Call.objects.public(day)).open_on(day).select_related("programme"),
        "latest": agreements.shown(day).order_by(F("first_day").desc(nulls_last=True), "reference")[:6],
        "by_country": most_active(countries),
        "by_type": Instrument.objects.public(day),
        "by_field": ThematicInstitute.objects.public(day).filter(successor=None),
        **notice(request, question),
    }
    return rendered(request, "pages/home.html", context)


def most_active(countries) -> list[Country]:
    """Those with the most agreements in force, then the most partners."""
    by_activity = sorted(countries, key=lambda country: (-country.agreement_count, -country.partner_count))
    return [country for country in by_activity if country.partner_count][:WAYS_IN]
