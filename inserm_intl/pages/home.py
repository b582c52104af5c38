"""The way in: what this is, what is open on the day, what was signed last."""

from django.db.models import F
from django.http import QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.life import State
from agreements.models import Agreement, Call
from inserm_intl.answers import day_asked, notice
from partners.filters import CountryFilterSet
from partners.models import Institution


@require_safe
def home(request):
    question = day_asked(request, Institution)
    day, agreements = question.day, Agreement.objects.public(question.day)
    cooperating = QueryDict(f"state={State.IN_FORCE}&on={day}")
    context = {
        "question": question,
        "agreement_count": agreements.in_state(State.IN_FORCE, on=day).count(),
        "partner_count": question.qs.abroad().count(),
        "country_count": CountryFilterSet(cooperating).qs.count(),
        "calls": Call.objects.public(day).open_on(day).select_related("programme").order_by("closes_at"),
        "latest": agreements.shown(day).order_by(F("first_day").desc(nulls_last=True), "reference")[:6],
        **notice(request, question),
    }
    return render(request, "pages/home.html", context)
