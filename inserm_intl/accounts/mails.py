"""What the owner of an account is written when something about how they log in has changed."""

import logging
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from inserm_intl.preferences import preferences_of

# By allauth's names for what happened; the last is ours.
TOLD = {
    "account/email/password_changed": gettext_lazy("The password of your account has been changed."),
    "mfa/email/totp_activated": gettext_lazy("A second factor has been set up for your account."),
    "mfa/email/totp_deactivated": gettext_lazy("The second factor of your account has been removed."),
    "mfa/email/recovery_codes_generated": gettext_lazy("New recovery codes have been made for your account."),
    "reset": gettext_lazy("An administrator has removed the second factor of your account."),
}
logger = logging.getLogger(__name__)


def tell(user, what: str) -> None:
    """In their language, by another thread: whatever the mail server does, nobody waits for it."""
    if user.email and what in TOLD:
        Thread(target=send, args=[mail(user, TOLD[what]), user.pk], name="mail").start()


def mail(user, happened) -> EmailMessage:
    with override(preferences_of(user).language):
        text = [
            str(happened),
            _("If it was not you, tell an administrator of the register at once."),
            settings.SITE_URL,
        ]
        return EmailMessage(_("Your account of the register"), "\n\n".join(text), to=[user.email])


def send(message: EmailMessage, account: int) -> None:
    try:
        message.send()
    except OSError:  # of the connection, or of SMTP itself
        logger.warning("The mail about account %s was not sent.", account)
