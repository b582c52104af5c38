"""Restricted agreements stay out of sight: in lists, choices, and where another record names one."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _

from agreements.models import Agreement
from inserm_intl.record_admin import RecordForm


class SeenForm(RecordForm):
    """Saving keeps the links to agreements that the officer cannot see, and so did not mean to cut."""

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            for name, field in self.fields.items():
                if isinstance(field, forms.ModelMultipleChoiceField) and field.queryset.model is Agreement:
                    unseen = getattr(self.instance, name).exclude(pk__in=field.queryset)
                    if name in cleaned and unseen:
                        keys = [row.pk for row in (*cleaned[name], *unseen)]
                        cleaned[name] = Agreement.objects.filter(pk__in=keys)
        return cleaned


class SeesAgreements(admin.ModelAdmin):
    form = SeenForm

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.related_model is Agreement:
            options["queryset"] = Agreement.objects.seen_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **options)

    def formfield_for_manytomany(self, db_field, request, **options):
        if db_field.related_model is Agreement:
            options["queryset"] = Agreement.objects.seen_by(request.user)
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_fieldsets(self, request, obj=None):
        """Without a field that names an agreement out of sight: it can be neither shown nor changed."""
        hidden = self.out_of_sight(request, obj) if obj else set()
        return [
            (name, {**options, "fields": [field for field in options["fields"] if str(field) not in hidden]})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def out_of_sight(self, request, obj) -> set[str]:
        seen = Agreement.objects.seen_by(request.user)
        names = {
            field.name
            for field in self.opts.fields
            if field.related_model is Agreement
            and (key := getattr(obj, field.attname))
            and not seen.filter(pk=key).exists()
        }
        if not self.may_edit(request, obj):
            lists = [field.name for field in self.opts.many_to_many if field.related_model is Agreement]
            names |= {name for name in lists if getattr(obj, name).exclude(pk__in=seen).exists()}
        return names

    def get_deleted_objects(self, objs, request):
        """What protects the objects is counted, and named where the officer may know of it."""
        deleted, counts, needed, protected = super().get_deleted_objects(objs, request)
        unseen = Agreement.objects.exclude(pk__in=Agreement.objects.seen_by(request.user))
        references = set(unseen.values_list("reference", flat=True)) if protected else set()
        told = [
            _("A restricted agreement") if any(reference in line for reference in references) else line
            for line in protected
        ]
        return deleted, counts, needed, told
