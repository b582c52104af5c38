"""What is held on a person, before anything is done about it."""

from dataclasses import dataclass, field, replace

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from reversion.models import Version

from agreements.models import AgreementContact, Document
from agreements.papers.accepted import inspect
from partners.models import Contact

from .accounts import addresses_of
from .person import Mention, Person
from .records import fields_of, rows_of_merges
from .texts import Text, said, texts, versions


@dataclass
class Holdings:
    person: Person
    contacts: list[Contact] = field(default_factory=list)
    texts: list[tuple[Text, list[Mention]]] = field(default_factory=list)
    versions: list[Version] = field(default_factory=list)
    uncertain_versions: list[Version] = field(default_factory=list)
    # Versions of contacts, there or deleted since, and of their part in agreements: these go whole.
    versions_of_contacts: list[Version] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    unread: list[Document] = field(default_factory=list)
    accounts: list = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)
    # Contacts that were theirs, there or deleted since.
    keys_of_contacts: set[int] = field(default_factory=set)

    def __bool__(self):
        found = (self.contacts, self.certain, self.versions, self.versions_of_contacts, self.sessions)
        return any(found)

    @property
    def certain(self):
        """The texts in which at least one mention is sure to be of the person."""
        return [(text, found) for text, found in self.texts if any(mention.certain for mention in found)]

    @property
    def uncertain(self):
        return [(text, found) for text, found in self.texts if not all(mention.certain for mention in found)]


def held(person: Person, *, files: bool = True) -> Holdings:
    found = Holdings(person)
    contacts(found)
    of_accounts(found)
    # Their account may have told another address of theirs.
    keys = found.keys_of_contacts = contacts(found)
    of_versions(found, keys)
    whole = {row.pk for row in found.versions_of_contacts}
    for text in texts():
        gone = text.key in {Contact: keys, Version: whole}.get(text.model, ())
        mentions = [] if gone else [mention for part in said(text.value) for mention in mentioned(person, text, part)]
        if mentions:
            found.texts.append((text, mentions))
    found.sessions = [row for row in Session.objects.iterator() if named_in(person, row.get_decoded())]
    if files:
        of_files(found)
    return found


def of_accounts(found: Holdings) -> None:
    """Their accounts, by name or by any address of it."""
    for user in get_user_model().objects.order_by("pk"):
        emails = addresses_of(user)
        names = (user.get_full_name(), user.get_username())
        if any(is_of(found.person, name, email) for name in names for email in emails):
            found.accounts.append(user)
            found.person.emails |= {email for email in emails if email}


def named_in(person: Person, value) -> bool:
    return any(mention.certain for part in said(value) for mention in person.mentions(part))


def is_of(person: Person, name: str, email: str) -> bool:
    return person.is_named(name) or email.casefold() in map(str.casefold, person.emails)


def contacts(found: Holdings) -> set[int]:
    """Their contacts; the addresses of these are theirs too, and looked for from now on."""
    found.contacts = [row for row in Contact.objects.all() if is_of(found.person, row.name, row.email)]
    found.person.emails |= {row.email for row in found.contacts if row.email and row.name}
    found.person.phones |= {row.phone for row in found.contacts if row.phone and row.name}
    merged = {row["pk"] for row in rows_of_merges(Contact) if is_of(found.person, *name_and_email(row["fields"]))}
    return {row.pk for row in found.contacts} | merged


def name_and_email(stored) -> tuple[str, str]:
    return stored["name"], stored["email"]


def mentioned(person: Person, text: Text, part: str) -> list[Mention]:
    """In a column of names all of it is the name: a longer one is another's."""
    if not text.is_name:
        return person.mentions(part)
    if person.is_named(part):
        return [Mention(part, 0, len(part), certain=True)]
    return [replace(mention, certain=False) for mention in person.mentions(part)]


def of_versions(found: Holdings, keys: set[int]) -> None:
    """A contact that was theirs in one version is theirs in all, and so is its part in agreements."""
    of_contacts = [(row, fields_of(row)) for row in Version.objects.get_for_model(Contact).iterator()]
    keys |= {int(row.object_id) for row, was in of_contacts if is_of(found.person, *name_and_email(was))}
    found.versions_of_contacts = [row for row, _was in of_contacts if int(row.object_id) in keys]
    parts = Version.objects.get_for_model(AgreementContact).iterator()
    found.versions_of_contacts += [row for row in parts if fields_of(row)["contact"] in keys]
    whole = {row.pk for row in found.versions_of_contacts}
    for version, entries in versions():
        mentions = [mention for part in said(entries) for mention in found.person.mentions(part)]
        if version.pk not in whole and mentions:
            certain = any(mention.certain for mention in mentions)
            (found.versions if certain else found.uncertain_versions).append(version)


def of_files(found: Holdings) -> None:
    """Documents in whose content the person is named, and those that could not be read."""
    for document in Document.objects.select_related("agreement", "activity").iterator():
        try:
            with document.open() as file:
                content = inspect("text", document.media.suffix, file.read())
        except FileNotFoundError:
            content = "unreadable"
        if content == "unreadable":
            found.unread.append(document)
        elif found.person.mentions(content):
            found.documents.append(document)


def excerpts(found, *, certain=True):
    """Each text with the words around a mention, on one line."""
    for text, mentions in found:
        for mention in mentions:
            if mention.certain == certain:
                yield text, mention.around
