"""An administrator helps whoever has lost their phone."""

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from . import second_factor

TOTP = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)


class ResetsSecondFactor(admin.ModelAdmin):
    """Accounts with whether they have a second factor, and an action that removes it."""

    actions = ("reset_second_factor",)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(has_totp=Exists(TOTP))

    @admin.display(description=gettext_lazy("second factor"), boolean=True)
    def second_factor(self, account):
        return account.has_totp

    @admin.action(permissions=["change"], description=gettext_lazy("Remove the second factor of the chosen accounts"))
    def reset_second_factor(self, request, queryset):
        done = [
            account
            for account in queryset
            if self.has_change_permission(request, account) and self.reset(request, account)
        ]
        text = ngettext(
            "The second factor of %(count)s account was removed, and its sessions have ended.",
            "The second factor of %(count)s accounts was removed, and their sessions have ended.",
            len(done),
        )
        messages.success(request, text % {"count": len(done)})

    def reset(self, request, account) -> bool:
        done = second_factor.reset(account)
        if done:
            self.log_change(request, account, _("Second factor removed."))
        return done
