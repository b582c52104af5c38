"""Every night: erase what has passed its term, and again who had asked for it, where the database is from before."""

from django.core.management.base import BaseCommand, CommandError, no_translations

from agreements.personal import journal, traces
from agreements.personal.again import again
from agreements.personal.retention.run import run
from inserm_intl.asking import day_named
from inserm_intl.days import today


class Command(BaseCommand):
    help = (
        "Erase personal data that has passed its term, history and files included: see the register in the admin. "
        "One line for each kind, none where there is nothing. Safe to run twice. Exits with 1 where something failed."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="write the same lines, and change nothing")
        parser.add_argument("--on", metavar="YYYY-MM-DD", default="", help="the day asked about (today in Paris)")

    @no_translations
    def handle(self, *, dry_run, on, **options):
        day = day_named(on)
        if day > today() and not dry_run:
            raise CommandError("What will have passed its term on a day to come can only be asked with --dry-run.")
        try:
            journal.check()
        except OSError as error:
            raise CommandError(journal.missing(error)) from error
        failed = again(dry=dry_run, tell=self.stdout.write, fail=self.stderr.write)
        failed += run(day, dry=dry_run, tell=self.stdout.write, fail=self.stderr.write)
        if not dry_run and not traces.clear():
            self.stderr.write("SQLite’s journal was in use: it still holds what was erased, until the next run.")
        if failed:
            raise CommandError(f"{failed} records could not be erased; the next run tries again.")
