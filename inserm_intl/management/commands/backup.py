"""Keep the register, database and documents together, in one file that `restore` brings back."""

import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from inserm_intl.backups.errors import STOPPING
from inserm_intl.backups.making import make, pour
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
                told = pour(sys.stdout.buffer) if where == "-" else self.make(where, keep)
        except STOPPING as error:
            raise CommandError(f"No backup was made: {error}") from error
        if told.missing:
            self.stderr.write(
                f"{len(told.missing)} documents were missing or damaged before it: check_documents tells which. "
                "An older backup may have them: none was deleted."
            )

    def make(self, where, keep):
        if is_folder(where):
            Path(where).mkdir(mode=0o700, parents=True, exist_ok=True)
        made = make(Path(where), keep)
        for path in made.forgotten:
            self.stdout.write(f"Deleted, as there are {keep} newer: {path}")
        rows, documents = sum(made.told.rows.values()), made.told.documents.count
        self.stdout.write(f"{made.place}: {rows} rows, {documents} documents, {made.place.stat().st_size} bytes")
        return made.told


def is_folder(where: str) -> bool:
    return where.endswith("/") or Path(where).is_dir()
