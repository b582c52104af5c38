"""A record's history in the reader's language.

Django keeps the capitalised labels of the fields that changed, and translates them when they are
read; but the catalogues know "title", not "Title [fr]".
"""

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import override


def catalogue_names(model) -> dict[str, str]:
    """Each label as a form shows it, and the field's name as the catalogues have it."""
    fields = (*model._meta.fields, *model._meta.many_to_many)
    return {
        str(capfirst(field.verbose_name)): str(getattr(field, "translated_field", field).verbose_name)
        for field in fields
    }


def rows_told(formsets):
    """The rows in the order in which Django tells what was done to them."""
    for formset in formsets:
        yield from formset.new_objects
        yield from (row for row, _fields in formset.changed_objects)
        yield from formset.deleted_objects


class KeepsHistory(admin.ModelAdmin):
    def construct_change_message(self, request, form, formsets, add=False):
        request.change_reason = form.cleaned_data.get("change_reason", "")
        entries = super().construct_change_message(request, form, formsets, add)
        with override(None):
            names = {}
            for model in (self.model, *(formset.model for formset in formsets or ())):
                names |= catalogue_names(model)
        rows = rows_told(formsets or ())
        for entry in entries:
            for done in entry.values():
                if "object" in done:
                    done["object"] = next(rows).named_in_history()
                if "fields" in done:
                    done["fields"] = list(dict.fromkeys(names.get(label, label) for label in done["fields"]))
        return entries
