"""A country from inside: what staff know of it, drafts, negotiations and contacts included."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from inserm_intl.days import today
from inserm_intl.record_admin.keys import key_of
from partners.models import Country

from .dossier import gather

# Of the brief.
LANGUAGES = [("fr", "Français"), ("en", "English")]


@require_safe
def country(request, code: str):
    check_may_read(request.user)
    found = Country.objects.select_related("subregion").filter(pk=key_of(Country, code.upper())).first()
    if found is None:
        raise Http404
    context = {
        **admin.site.each_context(request),
        "title": _("Cooperation: %(country)s") % {"country": found},
        "record": found,
        "dossier": gather(found, request.user, past=True),
        "languages_of_brief": LANGUAGES,
        "day": today(),
    }
    return TemplateResponse(request, "admin/desk/country.html", context)


def check_may_read(user) -> None:
    if not user.has_perm("partners.view_country"):
        raise PermissionDenied
