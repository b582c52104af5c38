"""What one types to come in. A placeholder repeats no label: it would go as soon as one types."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp.forms import ActivateTOTPForm
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import tries


class Labelled:
    """The site's own labels, in the place of allauth's and their placeholders."""

    labels: dict = {}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name, label in self.labels.items():
            self.fields[name].label = label
            self.fields[name].widget.attrs.pop("placeholder", None)


class Login(Labelled, account.LoginForm):
    labels = {"login": pgettext_lazy("login", "Username"), "password": _("Password")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        # By these, browsers and password managers know the fields of the admin's former page.
        self.fields["login"].widget.attrs |= {"id": "id_username", "autocapitalize": "none", "spellcheck": "false"}


class Reauthenticate(Labelled, account.ReauthenticateForm):
    labels = {"password": _("Password")}


class ChangePassword(Labelled, account.ChangePasswordForm):
    labels = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password, again"),
    }


class CountedCode(Labelled):
    """Six digits of the application, or a recovery code: so many wrong ones, as of passwords."""

    labels = {"code": _("Code")}

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocapitalize": "none"}

    def clean_code(self):
        taken = tries.take(context.request, "code", self.user.get_username())
        code = super().clean_code()
        taken.rollback()
        return code


class Code(CountedCode, mfa.AuthenticateForm):
    pass


class CodeAgain(CountedCode, mfa.ReauthenticateForm):
    pass


class ActivateTotp(CountedCode, ActivateTOTPForm):
    pass
