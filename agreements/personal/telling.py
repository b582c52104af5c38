"""What is held on a person, and what stays when they are erased, line by line."""

from collections.abc import Iterator

from .erasure import Erasure
from .holdings import Holdings, excerpts


def lines(found: Holdings) -> Iterator[str]:
    for contact in found.contacts:
        yield f"Contact {contact.pk}: {contact.name}, {contact.function}, {contact.email} – to be deleted"
    for text, said in excerpts(found.certain):
        yield f"{text}: “{said}”"
    if found.versions or found.versions_of_contacts:
        total = len(found.versions) + len(found.versions_of_contacts)
        yield f"{total} versions in the history, of which {len(found.versions_of_contacts)} to be deleted whole"
    if found.sessions:
        yield f"{len(found.sessions)} sessions name the person – to be ended"
    for text, said in excerpts(found.uncertain, certain=False):
        yield f"Perhaps another person – {text}: “{said}”"
    if found.uncertain_versions:
        yield f"{len(found.uncertain_versions)} versions in the history name perhaps another person"
    for document in found.documents:
        yield f"{named(document)} names the person: {document.original_name} (see --documents)"
    for document in found.unread:
        yield f"Document {document.pk} could not be read: look into it"
    for account in found.accounts:
        yield f"Account {account.get_username()} is the person’s (see --accounts)"


def named(document) -> str:
    return f"Document {document.pk} of {document.agreement or document.activity}"


def staying(erasure: Erasure) -> Iterator[str]:
    """Told after an erasure, of which these were no part."""
    found = erasure.found
    for document in found.documents:
        if document not in erasure.documents:
            yield f"Stays, as an archive: {named(document)}, {document.get_kind_display()}"
    for document in found.unread:
        yield f"Stays, as it could not be read: document {document.pk}"
    kept = [account.get_username() for account in found.accounts if account not in erasure.accounts]
    for name in kept:
        yield f"Stays, as it may be in use: account {name}"
    if not erasure.uncertain:
        if mentions := len(list(excerpts(found.uncertain, certain=False))):
            yield f"Stays, as it may be of another person: {mentions} mentions"
        if found.uncertain_versions:
            yield f"Stays, as it may be of another person: {len(found.uncertain_versions)} versions"
    yield "Stays in copies of the database made before: restored, `manage.py retention` erases the person again."
