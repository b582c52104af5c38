"""Autocomplete fields that survive any value: a key that can be none is left out, not asked for."""

from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple, RelatedFieldWidgetWrapper

from .keys import key_of


class KnownKeysMixin:
    def optgroups(self, name, value, attr=None):
        model = self.field.remote_field.model
        return super().optgroups(name, [key for key in value if key_of(model, key) is not None], attr)


class OneOf(KnownKeysMixin, AutocompleteSelect):
    pass


class ManyOf(KnownKeysMixin, AutocompleteSelectMultiple):
    def build_attrs(self, base_attrs, extra_attrs=None):
        """Without the sign that clears all: it stands among the chosen as if it were one."""
        return {**super().build_attrs(base_attrs, extra_attrs), "data-allow-clear": "false"}

    def value_from_datadict(self, data, files, name):
        model = self.field.remote_field.model
        return [key for key in super().value_from_datadict(data, files, name) or [] if key_of(model, key) is not None]


class KnownKeys(BaseModelAdmin):
    """Of a ModelAdmin or an inline: its autocomplete fields read keys with care, and delete nothing."""

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and db_field.is_relation and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", OneOf(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(self, db_field, request, **options):
        if db_field.name in self.get_autocomplete_fields(request):
            options.setdefault("widget", ManyOf(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **options)
