"""What allauth asks of the site about accounts."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from inserm_intl.open_data.limits import address_of

from . import admission, devices, mails, second_factor, tries


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The username or the password is wrong, or this account may not log in."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your current password."),
    }

    def is_open_for_signup(self, request):
        """Accounts are made by an administrator."""
        return False

    def is_safe_url(self, url):
        """Where one is led afterwards is an address of this site, written without its name."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_client_ip(self, request):
        return address_of(request)

    def authenticate(self, request, **credentials):
        """The account whose password this is. Who may not come in is nobody: see the backend."""
        taken = tries.take(request, "password", credentials["username"])
        user = authenticate(request, **credentials)
        if user is not None:
            taken.rollback()
        return user

    def login(self, request, user):
        """A session lasts a day's work, whatever is done in it, and less where nothing is."""
        super().login(request, user)
        request.session.set_expiry(settings.ACCOUNT_SESSION_COOKIE_AGE)
        admission.begin(request)

    def post_login(self, request, user, **options):
        response = super().post_login(request, user, **options)
        if second_factor.is_missing(request, user):
            response = HttpResponseRedirect(second_factor.page(user, response.url))
        devices.remember(request, response, user.get_username())
        return response

    def is_reauthentication_required(self, *, app, **options):
        """Whoever came in, or showed anew who they are, a few minutes ago is not asked again."""
        records = get_authentication_records(self.request, self.request.user)
        recently = bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not recently and super().is_reauthentication_required(app=app, **options)

    def get_reauthentication_methods(self, user):
        """Whoever has neither a password nor a second factor here comes in anew by the institute's login."""
        ways = super().get_reauthentication_methods(user)
        if ways or not (user.is_authenticated and settings.OIDC_SERVER_URL):
            return ways
        return [{"id": "oidc", "description": settings.OIDC_NAME, "url": reverse("openid_connect_login")}]

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        mails.tell(user, template_prefix)
