"""Keep the register, database and documents together, in one file that `restore` brings back."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from inserm_intl.backups.errors import FAILURES, BackupError
from inserm_intl.backups.making import make, pour
from inserm_intl.backups.place import forget
from inserm_intl.stopping import stopping


class Command(BaseCommand):
    help = "Write the database and the documents, of one moment, into one file: all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument(
            "where",
            nargs="?",
            metavar="FILE|DIR|-",
            help="a new file, a folder where it gets its name, or - for the standard output (default: BACKUP_DIR)",
        )
        parser.add_argument(
            "--keep",
            type=int,
            metavar="N",
            help="in a folder: delete all but the newest N that were named there (default in BACKUP_DIR: BACKUP_KEEP)",
        )

    def handle(self, *, where, keep, **options):
        if where is None:
            where, keep = f"{settings.BACKUP_DIR}/", settings.BACKUP_KEEP if keep is None else keep
        if keep is not None and (keep < 1 or not is_folder(where)):
            raise CommandError("--keep (or BACKUP_KEEP) takes a number from 1 up, and a folder.")
        try:
            with stopping():
                told = self.pour() if where == "-" else self.make(where)
        except FAILURES as error:
            raise CommandError(f"No backup was made: {error}") from error
        if told.missing:
            self.stderr.write(
                f"{len(told.missing)} documents were missing or damaged before it: check_documents tells which. "
                "An older backup may have them: none was deleted."
            )
        elif keep:
            self.forget(Path(where), keep)

    def pour(self):
        if sys.stdout.isatty():
            raise BackupError("send it into a file or to another program.")
        return pour(sys.stdout.buffer)

    def make(self, where):
        if is_folder(where):
            Path(where).mkdir(mode=0o700, parents=True, exist_ok=True)
        place, told = make(Path(where))
        rows, size = sum(told.rows.values()), place.stat().st_size
        self.stdout.write(f"{place}: {rows} rows, {told.documents.count} documents, {size} bytes")
        return told

    def forget(self, folder, keep):
        try:
            for path in forget(folder, keep):
                self.stdout.write(f"Deleted, as there are {keep} newer: {path}")
        except OSError as error:
            raise CommandError(f"The backup is made, but an older one could not be deleted: {error}") from error


def is_folder(where: str) -> bool:
    return where.endswith("/") or Path(where).is_dir()
