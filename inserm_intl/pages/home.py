"""The way in: what this is, what is open now, what was signed last."""

from django.db.models import F
from django.http import QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.life import State
from agreements.models import Agreement, Call
from inserm_intl.answers import mark_asked
from inserm_intl.questions import OnDay
from partners.models import Country, Institution


@require_safe
def home(request):
    question = OnDay(QueryDict(), Country.objects.all())
    mark_asked(request, question)
    in_force = Agreement.objects.public().in_state(State.IN_FORCE)
    partners = Institution.objects.public().abroad()
    context = {
        "question": question,
        "agreement_count": in_force.count(),
        "partner_count": partners.count(),
        "country_count": partners.values("country").distinct().count(),
        "calls": Call.objects.public().open_on().select_related("programme").order_by("closes_at"),
        "latest": Agreement.objects.public().shown().order_by(F("first_day").desc(nulls_last=True), "reference")[:6],
    }
    return render(request, "pages/home.html", context)
