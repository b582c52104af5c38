"""The page where names of an import are told whose they are."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inserm_intl.record_admin.keys import key_of
from inserm_intl.spreadsheets.limits import Refused
from inserm_intl.spreadsheets.sheets import Reader
from partners.models import Country, Institution, ResearchUnit

from . import matching

NAMES_SHOWN = 20
MODELS = {matching.UNIT: ResearchUnit, matching.INSTITUTION: Institution}


class Matches(admin.ModelAdmin):
    """Of declared collaborations. A choice enters rows and adds a name: it takes the rights to both."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.to_match_view)
        return [path("to-match/", view, name="partners_cooperation_to_match"), *super().get_urls()]

    def has_match_permission(self, request) -> bool:
        changes = [f"partners.change_{model._meta.model_name}" for model in MODELS.values()]
        return self.has_import_permission(request) and request.user.has_perms(changes)

    def changelist_view(self, request, extra_context=None):
        waits = self.has_match_permission(request) and matching.rows_waiting().exists()
        return super().changelist_view(request, {"waits": waits, **(extra_context or {})})

    def to_match_view(self, request):
        if not self.has_match_permission(request):
            raise PermissionDenied
        reader = Reader(self, request)
        if request.method == "POST":
            self.answer(request, reader)
            return HttpResponseRedirect(self.address("to_match"))
        page = Paginator(matching.waiting(reader), NAMES_SHOWN).get_page(request.GET.get("p"))
        countries = dict(Country.objects.values_list("code", "name_fr")) if page.object_list else {}
        for name in page.object_list:
            name.proposed = name.proposals(reader)
            name.country_name = countries.get(name.country, "")
            name.label = reader.sheet.by_name[name.column].label()
        return self.page(request, "to_match", {"page": page, "title": _("To match")})

    def answer(self, request, reader: Reader) -> None:
        key, choice = request.POST.get("name", ""), request.POST.get("choice", "")
        try:
            if choice == "leave-out":
                count = matching.leave_out(key, reader)
                told = ngettext("%(count)s row was left out.", "%(count)s rows were left out.", count)
            else:
                record = None if choice == "country" else self.chosen(request, key, choice, reader)
                count = matching.match(key, record, reader)
                told = ngettext("%(count)s row was entered.", "%(count)s rows were entered.", count)
            messages.success(request, told % {"count": count})
        except Refused as error:
            messages.error(request, str(error))

    def chosen(self, request, key: str, choice: str, reader: Reader):
        column = key.partition("|")[0]
        if column not in MODELS:
            raise Refused(_("Nothing waits for this name any more."))
        if other := request.POST.get("other", "").replace("\0", "").strip():
            return matching.found(column, other, reader)
        model = MODELS[column]
        record = model.objects.filter(pk=key_of(model, choice)).first() if choice else None
        if record is None:
            raise Refused(_("Choose one of the proposals, or type a name."))
        return record
