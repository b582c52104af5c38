"""Remove the second factor of an account, where no administrator is left who could."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from inserm_intl.accounts import second_factor


class Command(BaseCommand):
    help = "Remove the second factor and the recovery codes of an account, and end its sessions; kept in its history."

    def add_arguments(self, parser):
        parser.add_argument("name", help="the account's username")

    def handle(self, *args, name, **options):
        account = get_user_model().objects.filter(username=name).first()
        if account is None:
            raise CommandError("There is no such account.")
        if not second_factor.reset(account):
            raise CommandError("This account has no second factor.")
        LogEntry.objects.log_actions(
            account.pk, [account], CHANGE, "Second factor removed on the server.", single_object=True
        )
        self.stdout.write("Removed. The next login sets another up, where it is required.")
