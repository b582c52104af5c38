"""Keep everything public as files, for a harvester to fetch or an archive to keep."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, no_translations

from inserm_intl.asking import day_named
from inserm_intl.open_data.snapshot import DiffersError, whole, write
from inserm_intl.stopping import stopping


class Command(BaseCommand):
    help = "Write all public data into DIR/YYYY-MM-DD: CSV, JSON, schemas and checksums, all of it or nothing."

    def add_arguments(self, parser):
        parser.add_argument("folder", metavar="DIR", type=Path, help="where the dated folder is to stand")
        parser.add_argument("--on", metavar="YYYY-MM-DD", default="", help="the day asked about (today in Paris)")

    @no_translations
    def handle(self, *, folder, on, **options):
        day = day_named(on)
        place = folder / day.isoformat()
        try:
            with stopping(), whole(place) as beside:
                write(beside, day)
        except DiffersError as error:
            raise CommandError(f"{place} stands already and is not the same: move it away to make another.") from error
        except OSError as error:
            raise CommandError(
                f"Nothing was written: {error.strerror or error} ({error.filename or place})."
            ) from error
        self.stdout.write(str(place))
