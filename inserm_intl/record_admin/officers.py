"""Nouns that a case officer answers for."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .lists import Choice


def name_of(user) -> str:
    """A member of staff as colleagues know them."""
    return user.get_full_name() or user.get_username()


class HasOfficer(admin.ModelAdmin):
    """Offers the staff, and those who have left where a record still names them."""

    def formfield_for_foreignkey(self, db_field, request, **options):
        if db_field.name != "officer":
            return super().formfield_for_foreignkey(db_field, request, **options)
        named = self.model.objects.filter(officer__isnull=False).values("officer")
        options["queryset"] = get_user_model().objects.filter(Q(is_staff=True) | Q(pk__in=named)).order_by("username")
        field = super().formfield_for_foreignkey(db_field, request, **options)
        field.label_from_instance = name_of
        return field

    def formfield_for_dbfield(self, db_field, request, **options):
        """Accounts are not made in passing."""
        field = super().formfield_for_dbfield(db_field, request, **options)
        if db_field.name == "officer":
            field.widget = field.widget.widget
        return field

    def get_changeform_initial_data(self, request):
        return {"officer": request.user.pk, **super().get_changeform_initial_data(request)}


class Mine(Choice):
    title = gettext_lazy("case officer")
    parameter_name = "officer"

    def lookups(self, request, model_admin):
        return [("me", _("Mine")), ("nobody", _("Nobody’s"))]

    def narrow(self, queryset, value):
        return queryset.filter(officer=self.request.user if value == "me" else None)
