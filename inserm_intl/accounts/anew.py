"""Accounts and roles are changed by whoever has shown a few minutes ago who they are.

A session that was found open, or taken, sets no password, removes no second factor and makes no administrator.
"""

from functools import wraps
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _


def shown_anew(view):
    """Leads to where one types one's password or a code, and back.

    What was sent is not kept for it, as allauth would in the session: a password may be among it.
    """

    @wraps(view)
    def asked(self, request, *args, **options):
        if not changes(self, request) or not is_reauthentication_required(request, app=""):
            return view(self, request, *args, **options)
        ways = get_adapter().get_reauthentication_methods(request.user)
        if not ways:
            raise PermissionDenied
        if request.method == "POST":
            messages.warning(request, _("Nothing was saved: show that it is you, then do it again."))
        return redirect(f"{ways[0]['url']}?{urlencode({'next': request.get_full_path()})}")

    return asked


def changes(model_admin, request) -> bool:
    """Who may change nothing is asked for nothing."""
    rights = (model_admin.has_add_permission, model_admin.has_change_permission, model_admin.has_delete_permission)
    return any(has(request) for has in rights)


class AsksAnew(admin.ModelAdmin):
    """Before each form of what it administers, and each action on its list; not before the list itself."""

    @shown_anew
    def changeform_view(self, request, *args, **options):
        return super().changeform_view(request, *args, **options)

    @shown_anew
    def delete_view(self, request, *args, **options):
        return super().delete_view(request, *args, **options)

    @shown_anew
    def response_action(self, request, queryset):
        return super().response_action(request, queryset)
