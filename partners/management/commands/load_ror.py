"""Load the ROR registry from its dump, zipped or not; again with a newer one, to be told of what changed."""

from django.core.management.base import BaseCommand, CommandError, no_translations
from tqdm import tqdm

from partners.registry.dump import RefusedError, size_of
from partners.registry.loading import Load


class Command(BaseCommand):
    help = "Load the registry of research organisations (ROR) from its dump: all of it, or nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the zip as it is downloaded, or the JSON file in it")

    @no_translations
    def handle(self, *, file, **options):
        load = Load(file)
        try:
            with bar("Reading", file) as read:
                load.compare(read.update)
            if load.new:
                with bar("Writing", file) as written:
                    load.write(written.update)
        except RefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{load.read} records read: {load.added} new, {load.changed} changed, "
            f"{load.read - len(load.new)} as they were."
        )
        if load.waiting:
            self.stdout.write(f"To take over or dismiss in the register: {load.waiting} changes of institutions.")


def bar(what: str, file: str) -> tqdm:
    """Not drawn where nobody sees it."""
    return tqdm(desc=what, total=size_of(file), unit="B", unit_scale=True, disable=None)
