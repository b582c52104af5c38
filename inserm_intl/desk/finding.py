"""The search box of every admin page: a reference goes straight to its record, words to all that holds them."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.models import Activity, Agreement, ExchangeProgramme, Instrument
from inserm_intl.folding import fold, holds, words
from inserm_intl.search.meant import Meant
from inserm_intl.search.near import like, written
from inserm_intl.search.nouns import Noun, count_bounded
from partners.models import Cooperation, Country, Institution

from .line import address
from .nouns import SEARCHED, StaffNoun

LONGEST = 200
# Records numbered alike that are compared, letter by letter, with what was typed.
MOST_NUMBERED = 50
REFERENCED: list[Any] = [Agreement, Activity, Cooperation]


@require_safe
def search(request):
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    if where := named_exactly(request, text):
        return HttpResponseRedirect(where)
    nouns: list = [noun for model in SEARCHED if (noun := StaffNoun(model, request, text)).allowed]
    asked = words(text)
    if asked:
        count_bounded(nouns)
    groups = [noun for noun in nouns if noun.rows] if asked else []
    context = {
        **admin.site.each_context(request),
        "title": _("Search: %(text)s") % {"text": text} if text else _("Search the register"),
        "asked_text": text,
        "groups": groups,
        "meant": StaffMeant(nouns, text) if asked and nouns and not groups else None,
    }
    return TemplateResponse(request, "admin/desk/search.html", context)


def named_exactly(request, text: str) -> str | None:
    """The address of the one record that has this reference, or this number of ours or of the partner's."""
    if not words(text):
        return None
    found = []
    for model in REFERENCED:
        known = admin.site.get_model_admin(model)
        if known.has_view_or_change_permission(request):
            found += known.get_queryset(request).filter(reference=text.upper())[:1]
    if not found and admin.site.get_model_admin(Agreement).has_view_or_change_permission(request):
        found = numbered(Agreement.objects.seen_by(request.user), text)
    return address(type(found[0]), "change", found[0].pk) if len(found) == 1 else None


def numbered(agreements, text: str) -> list[Agreement]:
    """Agreements with exactly this number, ours or the partner's, whatever its case and accents."""
    rows = agreements.filter(holds("folded_internal", text)).order_by("pk")[:MOST_NUMBERED]
    return [row for row in rows if fold(text) in (fold(row.own_number), fold(row.partner_number))]


class StaffMeant(Meant):
    """Meant instead of what finds nothing: words of names that staff see, unpublished ones too."""

    def __init__(self, nouns: list[Noun], text: str):
        self.nouns, self.text, self.words = nouns, text, words(text)

    def url_for(self, text: str) -> str:
        return f"{reverse('desk:search')}?{urlencode({'q': text})}"

    def names(self, unknown: list[str]) -> Iterable[str]:
        seen = {noun.model for noun in self.nouns}
        countries, instruments, programmes, institutions = (
            model.objects.all() if model in seen else model.objects.none()
            for model in (Country, Instrument, ExchangeProgramme, Institution)
        )
        return written(countries, instruments, programmes, like(institutions, unknown))
