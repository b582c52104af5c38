"""The register's own name, the pages that staff edit, and the accounts."""

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from .models import Page
from .record_admin import GuardedLists, RecordAdmin, SearchesFolded

admin.site.site_header = admin.site.site_title = _("Register of international cooperation")
admin.site.index_title = _("What would you like to enter or find?")
admin.site.empty_value_display = "–"
admin.site.unregister([User, Group])


@admin.register(Page)
class PageAdmin(SearchesFolded, RecordAdmin):
    list_display = ("title", "slug", "order", "published")
    list_filter = ("published", "invented")
    fieldsets = (
        (None, {"fields": ["slug", "title", "body"]}),
        (_("Publication"), {"fields": ["published", "order"]}),
    )


@admin.register(User)
class AccountAdmin(GuardedLists, UserAdmin):
    """An administrator who is no superuser makes none, and cannot take one's account over."""

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        return names if request.user.is_superuser else (*names, "is_superuser", "user_permissions")

    def has_change_permission(self, request, obj=None):
        out_of_reach = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not out_of_reach

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.has_change_permission(request, obj)


@admin.register(Group)
class RoleAdmin(GuardedLists, GroupAdmin):
    pass
