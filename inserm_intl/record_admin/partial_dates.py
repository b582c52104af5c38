"""Dates shown to those who only read: "2016", never the 1 January that stands for it."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin, InlineModelAdmin

from inserm_intl.days import PartialDateField


def column(field):
    """A display function for a date of any precision, sorted by the date."""
    function = admin.display(partial(field.shown), description=field.verbose_name, ordering=field.name)
    function.__name__ = f"{field.name}_shown"
    return function


class ShowsPartialDates(BaseModelAdmin):
    """Adds `<name>_shown` for each such date; where nothing can be edited it stands in for the date itself.

    `shown_instead` names other fields that read better as a display function.
    """

    shown_instead: dict[str, str] = {}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        dates = [field for field in self.opts.fields if isinstance(field, PartialDateField)]
        for field in dates:
            setattr(self, f"{field.name}_shown", column(field))
        self.shown_instead = {**self.shown_instead, **{field.name: f"{field.name}_shown" for field in dates}}

    def may_edit(self, request, obj) -> bool:
        if isinstance(self, InlineModelAdmin):
            return self.has_change_permission(request, obj) or self.has_add_permission(request, obj)
        return self.has_change_permission(request, obj) if obj else self.has_add_permission(request)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if self.may_edit(request, obj):
            return fieldsets
        return [(name, {**options, "fields": self.readable(options["fields"])}) for name, options in fieldsets]

    def get_readonly_fields(self, request, obj=None):
        names = tuple(super().get_readonly_fields(request, obj))
        return names if self.may_edit(request, obj) else (*names, *self.shown_instead.values())

    def readable(self, names):
        return tuple(
            self.readable(name) if isinstance(name, list | tuple) else self.shown_instead.get(name, name)
            for name in names
        )
