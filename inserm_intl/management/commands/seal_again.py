"""Second factors under the site's present secret key, so that the one before it can go."""

from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from inserm_intl.accounts.sealing import sealed_again

SEALED = ("secret", "seed")  # of a phone; of recovery codes


class Command(BaseCommand):
    help = "Seal all second factors under DJANGO_SECRET_KEY; status 1 where one was sealed under a key not known here."

    def handle(self, *args, **options):
        lost = sorted({row.user_id for row in Authenticator.objects.order_by("pk") if not renewed(row.pk)})
        if lost:
            raise CommandError(f"Sealed under no known key, to be reset: those of the accounts {lost}.")
        self.stdout.write("All second factors are sealed under the present key.")


@transaction.atomic
def renewed(pk: int) -> bool:
    """One at a time: a code that is typed meanwhile writes into the same row."""
    row = Authenticator.objects.select_for_update().get(pk=pk)
    try:
        row.data |= {name: sealed_again(row.data[name]) for name in SEALED if name in row.data}
    except InvalidToken:
        return False
    row.save(update_fields=["data"])
    return True
