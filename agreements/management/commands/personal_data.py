"""List, export or erase what is held on one person."""

import json
import zipfile
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from agreements.personal import journal, traces
from agreements.personal.erasure import Erasure
from agreements.personal.given_out import given_out
from agreements.personal.holdings import Holdings, held
from agreements.personal.person import Person
from agreements.personal.telling import lines, staying
from inserm_intl.asking import answered


class Command(BaseCommand):
    help = (
        "List what is held on one person: contacts, signatories, notes, history, documents, account. "
        "--export writes it to a .json or, with the documents, to a .zip file; --erase removes it, and says what stays."
    )

    def add_arguments(self, parser):
        parser.add_argument("--find", required=True, metavar="PERSON", help="first name and name, or an e-mail address")
        parser.add_argument("--export", type=Path, metavar="FILE", help="a new file, .json or .zip")
        parser.add_argument("--erase", action="store_true")
        parser.add_argument("--by", metavar="USER", help="the account in whose name the history says that it was done")
        parser.add_argument("--yes", action="store_true", help="erase without asking")
        parser.add_argument("--uncertain", action="store_true", help="erase the uncertain mentions too")
        parser.add_argument("--documents", nargs="+", type=int, default=[], metavar="KEY", help="erase these as well")
        parser.add_argument("--accounts", nargs="+", default=[], metavar="USER", help="empty and close these as well")
        parser.add_argument("--skip-files", action="store_true", help="do not look into the files of documents")

    def handle(self, *, find, export, erase, by, yes, uncertain, documents, accounts, skip_files, **options):
        if len(find.strip()) < 3:
            raise CommandError("Give the first name and name of the person, or their e-mail address.")
        user = self.account(by) if erase else None
        found = held(Person(find), files=not skip_files)
        self.tell(found)
        if export:
            self.export(found, export)
        if erase:
            chosen = Erasure(found, user, uncertain=uncertain, **self.chosen(found, documents, accounts))
            self.erase(chosen, yes=yes)

    def account(self, name):
        user = get_user_model().objects.filter(username=name or "").first()
        if user is None:
            raise CommandError("Say with --by in the name of which account it is erased.")
        return user

    def tell(self, found: Holdings):
        for line in lines(found):
            self.stdout.write(line)
        if not (found or found.documents or found.accounts or found.uncertain or found.uncertain_versions):
            self.stdout.write("Nothing is held on this person.")

    def export(self, found: Holdings, path: Path):
        data = json.dumps(given_out(found), ensure_ascii=False, indent=1, default=str)
        try:
            self.write(data, found, path)
        except OSError as error:
            raise CommandError(f"Nothing was written: {error.strerror} ({path}).") from error
        self.stdout.write(f"Written to {path}.")

    def write(self, data: str, found: Holdings, path: Path):
        if path.suffix == ".json":
            with path.open("x") as file:
                file.write(data)
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as archive:
                archive.writestr("data.json", data)
                for document in found.documents:
                    with document.open() as file:
                        archive.writestr(f"documents/{document.pk}{document.media.suffix}", file.read())
        else:
            raise CommandError("Export to a .json or a .zip file.")
        path.chmod(0o600)

    def chosen(self, found: Holdings, keys, names):
        documents = [document for document in found.documents if document.pk in keys]
        if len(documents) != len(set(keys)):
            raise CommandError("--documents names one that does not mention this person. Nothing has been erased.")
        accounts = [account for account in found.accounts if account.get_username() in names]
        if len(accounts) != len(set(names)):
            raise CommandError("--accounts names one that is not this person’s. Nothing has been erased.")
        return {"documents": documents, "accounts": accounts}

    def erase(self, erasure: Erasure, *, yes):
        if not erasure.places:
            return self.stdout.write("There is nothing to erase.")
        if not yes and answered("Erase all of the above that is certain, for good? Type “erase”: ") != "erase":
            raise CommandError("It was not confirmed. Nothing has been erased.")
        try:
            journal.check()
            erasure.run()
        except OSError as error:
            raise CommandError(journal.missing(error)) from error
        for line in staying(erasure):
            self.stdout.write(line)
        if not traces.clear():
            self.stderr.write("SQLite’s journal was in use: it still holds what was erased, until `retention` runs.")
        self.stdout.write("Erased. Run the command again to see what is left.")
