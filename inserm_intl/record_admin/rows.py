"""Rows and boxes as stock admin does not have them: counted, and named for those who listen to the page."""

from django.contrib import admin
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.widgets import AdminDateWidget, AdminSplitDateTime, AdminTimeWidget, RelatedFieldWidgetWrapper
from django.forms import BaseInlineFormSet, CheckboxInput, SplitDateTimeWidget
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class DayAndHour(AdminSplitDateTime):
    """A day and an hour, each with its name."""

    def __init__(self, attrs=None):
        boxes = [
            AdminDateWidget({"aria-label": gettext_lazy("Day")}),
            AdminTimeWidget({"aria-label": gettext_lazy("Hour")}),
        ]
        SplitDateTimeWidget.__init__(self, attrs)
        self.widgets = boxes


class Rows(BaseInlineFormSet):
    @classmethod
    def get_deletion_widget(cls):
        return CheckboxInput({"aria-label": _("Delete")})


class FewRows(InlineModelAdmin):
    """No form has more rows than a server can show at once, whatever number it is sent."""

    extra = 0
    max_num = 300

    def get_formset(self, request, obj=None, **options):
        # Of the class: Django gives an inline to which one may not add none, and its rows are there all the same.
        return super().get_formset(request, obj, absolute_max=type(self).max_num, **options)


class Table(FewRows, admin.TabularInline):
    """Rows in a table, whose headings name only what one sees."""

    formset = Rows

    def formfield_for_dbfield(self, db_field, request, **options):
        if field := super().formfield_for_dbfield(db_field, request, **options):
            widget = field.widget
            named = widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget
            named.attrs["aria-label"] = capfirst(db_field.verbose_name)
        return field
