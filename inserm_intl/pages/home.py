"""The way in: what this is, what is open on the day, what was signed last."""

from django.db.models import F
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from agreements.life import State
from agreements.models import Agreement, Call, Party
from inserm_intl.answers import asked_of_page, notice
from inserm_intl.questions import Counting
from partners.models import Institution
from partners.models.institution import HOME


@csrf_exempt
@require_safe
def home(request):
    question = asked_of_page(request, Institution, Counting)
    day, agreements = question.day, question.as_invented(Agreement.objects.public(question.day))
    in_force = agreements.in_state(State.IN_FORCE, on=day)
    parties = Party.objects.of_public_institutions(day).filter(agreement__in=in_force)
    abroad = parties.exclude(institution__country=HOME)
    context = {
        "question": question,
        "agreement_count": in_force.count(),
        "partner_count": question.qs.abroad().count(),
        "country_count": abroad.values("institution__country").distinct().count(),
        "invented": agreements.filter(invented=True).exists() or question.qs.filter(invented=True).exists(),
        "calls": question.as_invented(Call.objects.public(day)).open_on(day).select_related("programme"),
        "latest": agreements.shown(day).order_by(F("first_day").desc(nulls_last=True), "reference")[:6],
        **notice(request, question),
    }
    return render(request, "pages/home.html", context)
