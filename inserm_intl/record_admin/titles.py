"""What the pages of a noun are called: its list by its plural, a record by its name, a new one with its article."""

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

# With their articles, which French and Spanish do not make from the noun alone.
ADDING = {
    "agreements.activity": gettext_lazy("Add an activity"),
    "agreements.agreement": gettext_lazy("Add an agreement"),
    "agreements.assessment": gettext_lazy("Add an assessment"),
    "agreements.call": gettext_lazy("Add a call for applications"),
    "agreements.contribution": gettext_lazy("Add a contribution"),
    "agreements.deadline": gettext_lazy("Add a deadline"),
    "agreements.exchangeprogramme": gettext_lazy("Add an exchange programme"),
    "agreements.instrument": gettext_lazy("Add a type of cooperation"),
    "agreements.report": gettext_lazy("Add a report"),
    "auth.group": gettext_lazy("Add a group"),
    "auth.user": gettext_lazy("Add a user"),
    "inserm_intl.page": gettext_lazy("Add a page"),
    "partners.contact": gettext_lazy("Add a contact"),
    "partners.cooperation": gettext_lazy("Add a declared collaboration"),
    "partners.countrygroup": gettext_lazy("Add a group of countries"),
    "partners.indicator": gettext_lazy("Add an indicator"),
    "partners.institution": gettext_lazy("Add an institution"),
    "partners.keyfigure": gettext_lazy("Add a published figure"),
    "partners.priority": gettext_lazy("Add a priority"),
    "partners.researchunit": gettext_lazy("Add a research unit"),
    "partners.thematicinstitute": gettext_lazy("Add a research field"),
}


def adding(options) -> str:
    return str(ADDING.get(options.label_lower) or _("Add %s") % options.verbose_name)


class HasTitles(admin.ModelAdmin):
    def changelist_view(self, request, extra_context=None):
        """In a window in which one chooses, the title says so as stock admin does."""
        named = {} if "_popup" in request.GET else {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, {**named, "adding": adding(self.opts), **(extra_context or {})})

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {"title": adding(self.opts), **(extra_context or {})})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """An old version's page says that it is one."""
        if change and not context.get("revert") and not context.get("recover"):
            context |= {"title": context["subtitle"] or context["title"], "subtitle": None}
        return super().render_change_form(request, context, add, change, form_url, obj)
