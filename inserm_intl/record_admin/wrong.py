"""What is wrong in a form, field by field, at its top: each a link to where it is mended, the first with the focus."""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms import BaseForm, BoundField
from django.utils.text import capfirst


class Wrong(NamedTuple):
    label: str
    sentences: list[str]
    # The id of what the link leads to: the field or, where it has several boxes, what is said above them.
    place: str
    field: BoundField | None = None


def in_form(form: BaseForm, place: str, row: str = "") -> Iterator[Wrong]:
    """`row` names the form where it is one of many; of a page's own, what concerns no field stands there already."""
    for name, errors in form.errors.items():
        if name != NON_FIELD_ERRORS:
            field = form[name]
            label = f"{row}, {field.label}" if row else str(field.label)
            yield Wrong(label, [str(error) for error in errors], field.id_for_label or f"{field.auto_id}_error", field)
        elif row:
            yield Wrong(row, [str(error) for error in errors], place)


def in_rows(inline) -> Iterator[Wrong]:
    formset = inline.formset
    if several := [str(error) for error in formset.non_form_errors()]:
        yield Wrong(capfirst(inline.opts.verbose_name_plural), several, f"{formset.prefix}-group")
    for number, form in enumerate(formset.forms):
        name = f"{capfirst(inline.opts.verbose_name)} {number + 1}"
        yield from in_form(form, f"{formset.prefix}-{number}", name)


def focus(field: BoundField) -> None:
    """By HTML alone. The box of another record stands in a frame whose attributes are not its own."""
    widget = getattr(field.field.widget, "widget", field.field.widget)
    widget.attrs = {**widget.attrs, "autofocus": True}


class NamesErrors(admin.ModelAdmin):
    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        form, found = context["adminform"].form, []
        if context["errors"]:
            found = [*in_form(form, ""), *chain.from_iterable(map(in_rows, context["inline_admin_formsets"]))]
        if found and found[0].field and not form.non_field_errors():
            focus(found[0].field)
        context["wrong"] = found
        return super().render_change_form(request, context, add, change, form_url, obj)
