"""The register's own name, the pages that staff edit, and the accounts."""

from allauth.account import admin as account_admin
from allauth.mfa import admin as mfa_admin
from allauth.socialaccount import admin as social_admin
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _

from .accounts.anew import AsksAnew, shown_anew
from .accounts.resetting import ResetsSecondFactor
from .models import Page
from .record_admin import GuardedLists, RecordAdmin, SearchesFolded
from .spreadsheets import imports_admin

__all__ = ["AccountAdmin", "PageAdmin", "RoleAdmin", "imports_admin"]

admin.site.site_header = admin.site.site_title = _("Register of international cooperation")
admin.site.index_title = _("What would you like to enter or find?")
admin.site.empty_value_display = "–"
admin.site.unregister([User, Group])
# Nobody edits these by hand: what is set up for logins, the environment says.
admin.site.unregister([account_admin.EmailAddress, mfa_admin.Authenticator])
admin.site.unregister([social_admin.SocialAccount, social_admin.SocialApp, social_admin.SocialToken])


@admin.register(Page)
class PageAdmin(SearchesFolded, RecordAdmin):
    list_display = ("title", "slug", "order", "published")
    list_filter = ("published", "invented")
    fieldsets = (
        (None, {"fields": ["slug", "title", "body"]}),
        (_("Publication"), {"fields": ["published", "order"]}),
    )


class ChecksRoles(admin.ModelAdmin):
    """Boxes to tick in place of two lists between which one moves names."""

    filter_horizontal = ()

    def formfield_for_manytomany(self, db_field, request=None, **options):
        return super().formfield_for_manytomany(db_field, request, **{**options, "widget": CheckboxSelectMultiple})


@admin.register(User)
class AccountAdmin(ResetsSecondFactor, AsksAnew, ChecksRoles, GuardedLists, UserAdmin):
    """Rights come from roles. An administrator who is no superuser makes none, nor takes one's account over."""

    list_display = ("username", "email", "first_name", "last_name", "is_staff", "second_factor")
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Use"), {"fields": ("last_login", "date_joined")}),
    )

    user_change_password = shown_anew(UserAdmin.user_change_password)

    def get_readonly_fields(self, request, obj=None):
        names = super().get_readonly_fields(request, obj)
        return names if request.user.is_superuser else (*names, "is_superuser")

    def has_change_permission(self, request, obj=None):
        out_of_reach = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not out_of_reach

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self.has_change_permission(request, obj)


@admin.register(Group)
class RoleAdmin(AsksAnew, ChecksRoles, GuardedLists, GroupAdmin):
    pass
