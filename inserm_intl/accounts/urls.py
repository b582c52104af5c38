"""allauth's addresses that are needed, and no other: nobody signs up, and addresses are kept by an administrator."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.urls import path

from . import oidc, views

INSTITUTE = {"provider_id": settings.OIDC_ID}

# allauth keeps what a stranger sends to a page that asks for the password again, in a session made for it.
urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", views.ChangePassword.as_view(), name="account_change_password"),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/", login_required(views.ActivateTotp.as_view()), name="mfa_activate_totp"),
    path("2fa/totp/remove/", views.DeactivateTotp.as_view(), name="mfa_deactivate_totp"),
    path("2fa/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("2fa/codes/renew/", login_required(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("oidc/login/", oidc.login, INSTITUTE, name="openid_connect_login"),
    path("oidc/callback/", oidc.callback, INSTITUTE, name="openid_connect_callback"),
]
