"""Bring back what `backup` kept: database and documents together, or nothing."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from inserm_intl.asking import answered
from inserm_intl.backups import restoring
from inserm_intl.backups.errors import FAILURES, BackupError
from inserm_intl.backups.manifest import Manifest
from inserm_intl.backups.reading import inspected
from inserm_intl.stopping import stopping

CHECKS = ("check_data", "check_documents")


class Command(BaseCommand):
    help = "Replace the database and the documents by those of a backup: all of it, or the register stays as it was."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="only read it to its end, and tell what is in it")
        parser.add_argument("--replace", action="store_true", help="replace a register in which there is something")
        parser.add_argument("--yes", action="store_true", help="without asking")

    def handle(self, *, file, check, replace, yes, **options):
        try:
            with stopping():
                told = inspected(file)
                self.tell(told)
                if not check:
                    self.replace(file, told, replace, yes)
        except FileNotFoundError as error:
            raise CommandError(f"Nothing was restored: there is no file {error.filename}.") from error
        except FAILURES as error:
            raise CommandError(f"Nothing was restored from {file}: {error}") from error

    def tell(self, told: Manifest):
        self.stdout.write(
            f"A whole backup of {told.made_at}, {told.database} {told.server}: {sum(told.rows.values())} rows, "
            f"{told.documents.count} documents."
        )
        if told.missing:
            self.stdout.write(f"{len(told.missing)} documents were lost before it was made: {', '.join(told.missing)}")

    def replace(self, file, told: Manifest, replace: bool, yes: bool):
        restoring.suits(told)
        used = restoring.is_in_use()
        if used and not replace:
            raise BackupError("there is a register in the database already: --replace puts the backup in its place.")
        if used and not yes:
            self.ask()
        active, erased = (restoring.active(), restoring.erased_since(told)) if used else (None, [])
        restoring.restore(file, told, self.stdout.write)
        self.end(active, erased)

    def ask(self):
        name = connection.settings_dict["NAME"]
        if answered(f"All that was entered in {name} since the backup will be lost. Type “replace”: ") != "replace":
            raise BackupError("it was not confirmed.")

    def end(self, active, erased):
        """The register is back: whatever is wrong from here on is told, and mended by hand."""
        wrong = [self.fault(restoring.clear_caches)]
        if active is not None and (back := restoring.active() - active):
            self.stdout.write(f"These accounts may log in again, deactivate them if need be: {', '.join(sorted(back))}")
        if erased:
            self.stdout.write(f"Personal data erased since is back; `retention` erases it again: {', '.join(erased)}")
        self.stdout.write("Everybody has to log in again, with the password of then. Start the site again.")
        self.stdout.write("Checking what was restored…")
        wrong += [self.fault(check) for check in CHECKS]
        if any(wrong):
            raise CommandError(f"The register is restored, but: {' '.join(filter(None, wrong))}")

    def fault(self, step) -> str:
        try:
            step() if callable(step) else call_command(step, stdout=self.stdout, stderr=self.stderr)
        except Exception as error:
            return f"{error}"
        return ""
