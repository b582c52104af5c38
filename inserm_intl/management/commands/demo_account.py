"""Make the staff account `demo`, to look around an installation on one's own machine."""

import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from environ import Env

NAME = "demo"


class Command(BaseCommand):
    help = (
        "Create the administrator `demo` once, with the password in DEMO_PASSWORD or a random one, shown this once. "
        "An existing account keeps its password unless DEMO_PASSWORD gives it another."
    )

    def handle(self, *args, **options):
        asked = Env().str("DEMO_PASSWORD", default="")
        users = get_user_model().objects
        account = users.filter(username=NAME).first()
        if account is None:
            password = asked or secrets.token_urlsafe(9)
            users.create_superuser(NAME, password=password)
            self.stdout.write(f"Staff account {NAME}, password {'as in DEMO_PASSWORD' if asked else password}")
        elif asked and not account.check_password(asked):
            account.set_password(asked)
            account.save()
            self.stdout.write(f"Staff account {NAME}, password changed to the one in DEMO_PASSWORD")
        else:
            self.stdout.write(f"Staff account {NAME}, password as before (DEMO_PASSWORD=… sets another)")
