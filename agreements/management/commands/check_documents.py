"""Prove that every document has its file, whole; and tell, or remove, the files that nothing names any more."""

from django.core.management.base import BaseCommand, CommandError

from agreements.papers import vault
from agreements.papers.references import of_documents, of_versions, orphans


class Command(BaseCommand):
    help = "Read every document's file and compare its hash; exit non-zero where one is missing or differs."

    def add_arguments(self, parser):
        parser.add_argument("--remove-orphans", action="store_true", help="delete the files that nothing names")
        parser.add_argument(
            "--age", type=float, default=1, metavar="DAYS", help="leave younger orphans alone (default: 1 day)"
        )

    def handle(self, *, remove_orphans, age, **options):
        sizes = {sha256: (size, key) for sha256, size, key in of_documents()}
        former = of_versions() - sizes.keys()
        wrong = [*self.faults(sizes), *self.lost(former)]
        for line in wrong:
            self.stderr.write(line)
        self.orphans(sizes.keys() | former, remove_orphans, age)
        if wrong:
            raise CommandError(f"{len(wrong)} of {len(sizes) + len(former)} files are missing or damaged.")
        self.stdout.write(f"{len(sizes) + len(former)} files checked: all are whole.")

    def faults(self, sizes):
        for sha256, (size, key) in sizes.items():
            path = vault.place(sha256)
            if not path.is_file():
                yield f"Document {key}: its file is missing ({path})"
            elif path.stat().st_size != size or vault.digest(path) != sha256:
                yield f"Document {key}: its file is damaged ({path})"

    def lost(self, former):
        """What only a version names: it could not be given back."""
        for sha256 in sorted(former):
            path = vault.place(sha256)
            if not path.is_file() or vault.digest(path) != sha256:
                yield f"An earlier version of a document: its file is missing or damaged ({path})"

    def orphans(self, named, remove, age):
        """Asked once more before each is removed: a document may have come meanwhile."""
        found = orphans(age, named)
        if remove and found:
            with vault.removing():
                found = orphans(age)
                for path in found:
                    path.unlink(missing_ok=True)
        if found:
            done = "removed" if remove else "to remove with --remove-orphans"
            self.stdout.write(f"{len(found)} files that nothing names, {done}.")
