"""Contacts at institutions: for staff, and no longer than was said."""

from django.contrib import admin, messages
from django.db.models import Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from reversion import create_revision, set_user

from inserm_intl.days import add_months, today
from inserm_intl.record_admin import Choice, SearchesFolded, UntranslatedRecordAdmin
from inserm_intl.record_admin.keys import key_of, readable
from inserm_intl.record_admin.past.keeping import keep_first
from inserm_intl.record_admin.tools import HasTools, Tool
from partners.models import Contact, Country, Institution

from .places import CountryFilter, GroupFilter, HasPlaces, RegionFilter


class RetentionFilter(Choice):
    title = gettext_lazy("retention")
    parameter_name = "retention"

    def lookups(self, request, model_admin):
        return [
            ("kept", _("To be kept today")),
            ("passed", _("Retention date passed")),
            ("soon", _("Within three months")),
        ]

    def narrow(self, queryset, value):
        if value != "soon":
            return queryset.overdue() if value == "passed" else queryset.kept()
        return queryset.filter(keep_until__range=(today(), add_months(today(), 3)))


class InstitutionFilter(Choice):
    """Shown only for the institution that one comes from."""

    title = gettext_lazy("institution")
    parameter_name = "institution"

    def lookups(self, request, model_admin):
        asked = Institution.objects.filter(pk=key_of(Institution, request.GET.get("institution")))
        return [(str(institution.pk), str(institution)) for institution in asked]

    def narrow(self, queryset, value):
        return queryset.filter(institution=value)


class HasContacts(HasTools):
    """A button on the page of an institution, to its contacts."""

    def tools(self, request, record):
        tools = super().tools(request, record)
        if not request.user.has_perm("partners.view_contact"):
            return tools
        where = reverse("admin:partners_contact_changelist")
        return [*tools, Tool(capfirst(_("contacts")), f"{where}?institution={record.pk}")]


@admin.register(Contact)
class ContactAdmin(SearchesFolded, HasPlaces, UntranslatedRecordAdmin):
    list_display = ("who", "function", "employer", "country", "email", "phone", "keep_until")
    list_filter = (RetentionFilter, InstitutionFilter, "kind", CountryFilter, RegionFilter, GroupFilter, "invented")
    list_select_related = ("institution__country",)
    sortable_by = ("who", "function", "keep_until")
    autocomplete_fields = ("institution",)
    search_help_text = gettext_lazy("Name, function, e-mail, phone, institution or country.")
    fieldsets = (
        (None, {"fields": ["institution", "kind", ("name", "function"), ("email", "phone")]}),
        (gettext_lazy("Retention"), {"fields": [("confirmed_on", "keep_until")]}),
    )
    actions = ("confirm",)

    @admin.display(description=gettext_lazy("contact"), ordering="name")
    def who(self, contact):
        return contact.name or contact.get_kind_display()

    @admin.display(description=gettext_lazy("institution"))
    def employer(self, contact):
        return contact.institution

    @admin.display(description=gettext_lazy("country or territory"))
    def country(self, contact):
        return contact.institution.country

    def get_changeform_initial_data(self, request):
        """Added from the list of an institution's contacts, it is one of theirs."""
        listed = QueryDict(request.GET.get("_changelist_filters", "")).get("institution")
        said = super().get_changeform_initial_data(request)
        return readable(self.model, {**({"institution": listed} if listed else {}), **said})

    def holding(self, word):
        return Q(folded__contains=word) | Q(institution__in=Institution.objects.named(word))

    def countries_met(self):
        return Country.objects.filter(institutions__contacts__isnull=False).distinct()

    def in_countries(self, queryset, countries):
        return queryset.filter(institution__country__in=countries)

    @admin.action(permissions=["change"], description=gettext_lazy("Confirm for three more years"))
    def confirm(self, request, queryset):
        done = sum(self.confirm_one(request, key) for key in list(queryset.values_list("pk", flat=True)))
        text = ngettext(
            "%(count)s contact was confirmed for three years.",
            "%(count)s contacts were confirmed for three years.",
            done,
        )
        messages.success(request, text % {"count": done})

    def confirm_one(self, request, key) -> bool:
        """In a transaction and a revision of its own."""
        with create_revision():
            set_user(request.user)
            contact = self.get_queryset(request).order_by().select_for_update(of=("self",)).filter(pk=key).first()
            if contact is None:
                return False
            contact.confirm()
            keep_first(contact)
            contact.version += 1
            contact.save()
            with override(None):
                labels = [str(self.opts.get_field(name).verbose_name) for name in ("confirmed_on", "keep_until")]
            self.log_change(request, contact, [{"changed": {"fields": labels}}])
            return True
