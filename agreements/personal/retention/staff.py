"""Accounts that nobody uses, and sessions that are over."""

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.db.models import F
from django.db.models.functions import Coalesce

from agreements.personal.accounts import forget, former
from agreements.personal.terms import FORGOTTEN_YEARS, UNUSED_MONTHS
from inserm_intl.accounts import sessions

from . import Term


def accounts():
    """With the day of the last login, else that on which they were made."""
    return get_user_model().objects.alias(used=Coalesce("last_login", F("date_joined"))).order_by("pk")


def last_keeper() -> int | None:
    """Who may open accounts, and came last: without one nobody would get in again."""
    keepers = get_user_model().objects.with_perm("auth.change_user")
    used = keepers.alias(used=Coalesce("last_login", F("date_joined"))).order_by("-used", "-pk")
    return used.values_list("pk", flat=True).first()


class ForgottenAccounts(Term):
    name = "accounts, emptied"

    def found(self):
        return accounts().filter(used__lt=self.moment(months=12 * FORGOTTEN_YEARS)).exclude(pk=last_keeper())

    def due(self):
        return [user.pk for user in self.found() if user.get_username() != former(user.pk)]

    def erase(self, key):
        if user := self.found().select_for_update(of=("self",)).filter(pk=key).first():
            forget(user)


class UnusedAccounts(Term):
    """An administrator may open it again. Those that are emptied at once are told there."""

    name = "accounts, closed"

    def found(self):
        unused = accounts().filter(is_active=True, used__lt=self.moment(months=UNUSED_MONTHS))
        return unused.filter(used__gte=self.moment(months=12 * FORGOTTEN_YEARS)).exclude(pk=last_keeper())

    def due(self):
        return self.found().values_list("pk", flat=True)

    def erase(self, key):
        if user := self.found().select_for_update(of=("self",)).filter(pk=key).first():
            user.is_active = False
            user.save(update_fields=["is_active"])
            sessions.end(user)


class Sessions(Term):
    """Their keys let in: they stand in no journal."""

    name = "sessions that are over"
    keys_told = False

    def due(self):
        return Session.objects.filter(expire_date__lt=self.moment()).order_by("pk").values_list("pk", flat=True)

    def erase(self, key):
        Session.objects.filter(pk=key).delete()
