"""List, export or erase what is held on one person."""

import json
import zipfile
from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.core.serializers import serialize

from agreements.personal.erasure import Erasure
from agreements.personal.holdings import Holdings, excerpts, held
from agreements.personal.person import Person


class Command(BaseCommand):
    help = (
        "List what is held on one person: contacts, signatories, notes, history and documents. "
        "--export writes it to a .json or, with the documents, to a .zip file; --erase removes it."
    )

    def add_arguments(self, parser):
        parser.add_argument("--find", required=True, metavar="PERSON", help="first name and name, or an e-mail address")
        parser.add_argument("--export", type=Path, metavar="FILE", help="a new file, .json or .zip")
        parser.add_argument("--erase", action="store_true")
        parser.add_argument("--by", metavar="USER", help="the account in whose name the history says that it was done")
        parser.add_argument("--yes", action="store_true", help="erase without asking")
        parser.add_argument("--uncertain", action="store_true", help="erase the uncertain mentions too")
        parser.add_argument("--documents", nargs="+", type=int, default=[], metavar="KEY", help="erase these as well")
        parser.add_argument("--skip-files", action="store_true", help="do not look into the files of documents")

    def handle(self, *, find, export, erase, by, yes, uncertain, documents, skip_files, **options):
        if len(find.strip()) < 3:
            raise CommandError("Give the first name and name of the person, or their e-mail address.")
        user = self.account(by) if erase else None
        found = held(Person(find), files=not skip_files)
        self.tell(found)
        if export:
            self.export(found, export)
        if erase:
            self.erase(found, user, documents, uncertain=uncertain, yes=yes)

    def account(self, name):
        user = get_user_model().objects.filter(username=name or "").first()
        if user is None:
            raise CommandError("Say with --by in the name of which account it is erased.")
        return user

    def tell(self, found: Holdings):
        for line in lines(found):
            self.stdout.write(line)
        if not (found or found.documents or found.uncertain or found.uncertain_versions):
            self.stdout.write("Nothing is held on this person.")

    def export(self, found: Holdings, path: Path):
        data = json.dumps(exported(found), ensure_ascii=False, indent=1)
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
        self.stdout.write(f"Written to {path}.")

    def erase(self, found: Holdings, user, keys, *, uncertain, yes):
        chosen = [document for document in found.documents if document.pk in keys]
        if len(chosen) != len(set(keys)):
            raise CommandError("--documents names one that does not mention this person. Nothing has been erased.")
        if not (found or chosen or (uncertain and (found.uncertain or found.uncertain_versions))):
            return self.stdout.write("There is nothing to erase.")
        if not yes and input("Erase all of the above that is certain, for good? Type “erase”: ") != "erase":
            raise CommandError("Nothing has been erased.")
        Erasure(found, user, uncertain=uncertain, documents=chosen).run()
        self.stdout.write("Erased. Run the command again to see what is left.")


def lines(found: Holdings):
    for contact in found.contacts:
        yield f"Contact {contact.pk}: {contact.name}, {contact.function}, {contact.email} – to be deleted"
    for text, said in excerpts(found.certain):
        yield f"{text}: “{said}”"
    if found.versions or found.versions_of_contacts:
        total = len(found.versions) + len(found.versions_of_contacts)
        yield f"{total} versions in the history, of which {len(found.versions_of_contacts)} to be deleted whole"
    for text, said in excerpts(found.uncertain, certain=False):
        yield f"Perhaps another person – {text}: “{said}”"
    if found.uncertain_versions:
        yield f"{len(found.uncertain_versions)} versions in the history name perhaps another person"
    for document in found.documents:
        of = document.agreement or document.activity
        yield f"Document {document.pk} of {of} names the person: {document.original_name} (see --documents)"
    for document in found.unread:
        yield f"Document {document.pk} could not be read: look into it"
    for account in found.accounts:
        yield f"Account {account.get_username()}: remove or rename it in the admin"


def exported(found: Holdings) -> dict:
    """Of other records, only the words around the name: the rest may be about others."""
    return {
        "contacts": [entry["fields"] for entry in json.loads(serialize("json", found.contacts))],
        "mentions": [{"where": str(text), "text": said} for text, said in excerpts(found.certain)],
        "uncertain": [{"where": str(text), "text": said} for text, said in excerpts(found.uncertain, certain=False)],
        "versions": len(found.versions) + len(found.versions_of_contacts),
        "documents": [{"key": row.pk, "name": row.original_name, "sha256": row.sha256} for row in found.documents],
        "accounts": [account.get_username() for account in found.accounts],
    }
