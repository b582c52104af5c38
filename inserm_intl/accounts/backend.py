"""Whose password is looked at, and whose session lasts."""

from django.contrib.auth.backends import ModelBackend


class StaffBackend(ModelBackend):
    """Only active members of the staff come in; whoever is no longer one is out at their next click.

    Django hashes once whether the account is known or not, and asks what follows of a right password alone: an
    account that may not come in is refused as if its password were wrong.
    """

    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and user.is_staff
