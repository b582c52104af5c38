"""What a member of staff chose: the language in which the register writes to them, and their secret calendar."""

import hashlib
import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .days import today
from .records import Row, RowQuerySet

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class PreferencesQuerySet(RowQuerySet):
    def public(self, on=None):
        """Never: it is between the register and its staff."""
        return self.none()

    def of_token(self, token: str):
        """Whose calendar has the address, if anybody's. Looked up by its hash: how long it takes tells nothing."""
        return self.filter(calendar_hash=hashed(token)).select_related("user").first()


class Preferences(Row):
    """One row for a member of staff who chose something. Of the calendar's address only a hash is kept."""

    natural_key_fields = ("user__username",)

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="preferences")
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE)
    calendar_hash = models.CharField(max_length=64, unique=True, null=True, default=None, editable=False)
    calendar_since = models.DateField(null=True, default=None, editable=False)

    objects = PreferencesQuerySet.as_manager()

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=LANGUAGES),
                name="preferences_language",
                violation_error_code="language",
                violation_error_message=_("Choose one of the languages."),
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.language}"

    def renew_calendar(self) -> str:
        """Return a new secret for the calendar's address, to be shown once; the address before is no more."""
        token = secrets.token_urlsafe(32)
        self.calendar_hash, self.calendar_since = hashed(token), today()
        self.save()
        return token

    def revoke_calendar(self) -> None:
        self.calendar_hash = self.calendar_since = None
        self.save()


def preferences_of(user) -> Preferences:
    """A user's own, or the defaults, not saved yet."""
    return Preferences.objects.filter(user=user).first() or Preferences(user=user)
