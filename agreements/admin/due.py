"""What is due under an agreement, on its own page, and the way to add to it."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Deadline
from inserm_intl.record_admin import HasTools, Tool
from inserm_intl.record_admin.officers import name_of


class ShowsDeadlines(HasTools):
    @admin.display(description=gettext_lazy("deadlines"))
    def due(self, agreement):
        """A line for each that is open: "31 December 2027 – Expiry (Claire)"; whoever sees the agreement sees them."""
        lines = [
            (row.admin_url, row.due_shown, row.label, in_charge(row))
            for row in Deadline.objects.open().filter(agreement=agreement).told()
        ]
        return format_html_join("", '<div><a href="{}">{} – {}</a>{}</div>', lines) or _("None is open.")

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.has_perm("agreements.view_deadline"):
            return fieldsets
        return [
            (name, {**options, "fields": [field for field in options["fields"] if field != "due"]})
            for name, options in fieldsets
        ]

    def tools(self, request, record):
        tools = super().tools(request, record)
        if not request.user.has_perm("agreements.add_deadline"):
            return tools
        add = f"{reverse('admin:agreements_deadline_add')}?agreement={record.pk}"
        return [*tools, Tool(_("Add something to do"), add)]


def in_charge(deadline) -> str:
    return f" ({name_of(deadline.responsible)})" if deadline.responsible else ""
