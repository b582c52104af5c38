"""allauth's pages, where the site decides more than their words."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import PasswordChangeView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from . import second_factor, sessions


class ChangePassword(PasswordChangeView):
    def dispatch(self, request, *args, **options):
        if request.user.is_authenticated and not request.user.has_usable_password():
            raise PermissionDenied
        return super().dispatch(request, *args, **options)

    def get_default_success_url(self):
        return reverse("admin:index")


class ActivateTotp(ActivateTOTPView):
    def form_valid(self, form):
        """The code that was typed counts for this session. Those of other browsers have given none, and end."""
        response = super().form_valid(form)
        sessions.end(self.request.user, but=self.request.session.session_key)
        record_authentication(self.request, self.request.user, second_factor.METHOD, type=str(Authenticator.Type.TOTP))
        return response


class DeactivateTotp(DeactivateTOTPView):
    def form_valid(self, form):
        response = super().form_valid(form)
        second_factor.forget_in_session(self.request)
        return response
