"""The admin's doors, which all lead to the one way in."""

from allauth.account import views
from allauth.account.decorators import secure_admin_login
from allauth.account.utils import get_login_redirect_url
from django.contrib.admin import AdminSite
from django.http import HttpResponseRedirect
from django.shortcuts import redirect


@secure_admin_login
def login(request):
    """To the login, with `?next=`; whoever is in already goes on, and others of no staff are told that they may not."""
    return HttpResponseRedirect(get_login_redirect_url(request))


class Register(AdminSite):
    def login(self, request, extra_context=None):
        return login(request)

    def logout(self, request, extra_context=None):
        return views.logout(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("account_change_password")
