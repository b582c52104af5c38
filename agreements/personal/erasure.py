"""Erase a person: all of what `holdings` is sure of, or nothing. What is left says that it was done, not to whom."""

import json

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import models, transaction
from reversion.models import Revision, Version

from agreements.models import ErasedOnRequest, Report
from agreements.models.report import sha256
from agreements.papers import vault
from agreements.papers.references import is_named
from inserm_intl.folding import refold
from inserm_intl.records import Versioned
from partners.models import Contact

from . import journal
from .accounts import forget
from .holdings import Holdings
from .person import ERASED
from .prints import prints
from .records import change_in_merges
from .texts import HISTORY, Text, changed, rows, structure

MESSAGE = "Personal data erased on request."


class Erasure:
    """`uncertain` takes along the mentions that may be of another person; documents and accounts go where chosen."""

    def __init__(self, found: Holdings, user, *, uncertain: bool = False, documents=(), accounts=()):
        self.found, self.person, self.user = found, found.person, user
        self.uncertain, self.documents, self.accounts = uncertain, list(documents), list(accounts)

    @transaction.atomic
    def run(self) -> None:
        """Erase, and leave a line in the journal, the last thing before it is committed."""
        documents = {row.pk: row.sha256 for row in self.documents}
        self.erase()
        line = journal.write(
            journal.REQUEST,
            prints=prints(self.person),
            uncertain=self.uncertain,
            documents=documents,
            accounts=[row.pk for row in self.accounts],
            by=self.user.pk,
        )
        ErasedOnRequest.objects.create(line=line["line"])

    @property
    def texts(self):
        return self.found.texts if self.uncertain else self.found.certain

    @property
    def places(self) -> int:
        """How many records, versions, texts and sessions are concerned."""
        found = self.found
        kinds = (found.contacts, found.versions, found.versions_of_contacts, found.sessions, self.texts)
        return sum(map(len, (*kinds, self.documents, self.accounts)))

    @transaction.atomic
    def erase(self) -> None:
        """The history goes first: what is deleted after it leaves no version to come back from."""
        self.erase_versions()
        self.erase_documents()
        self.erase_contacts()
        for text, _mentions in self.texts:
            self.erase_text(text)
        self.settle()
        for account in self.accounts:
            forget(account)
        Session.objects.filter(pk__in=[session.pk for session in self.found.sessions]).delete()
        transaction.on_commit(cache.clear)

    def erase_versions(self):
        whole = [version.pk for version in self.found.versions_of_contacts]
        Version.objects.filter(pk__in=whole).delete()
        for version in [*self.found.versions, *(self.found.uncertain_versions if self.uncertain else ())]:
            stored = rows(Version).select_for_update().get(pk=version.pk)
            entries = changed(json.loads(stored.serialized_data), self.erased)
            rows(Version).filter(pk=stored.pk).update(serialized_data=json.dumps(entries, ensure_ascii=False))
        Revision.objects.filter(version=None).delete()

    def erase_documents(self):
        """With their versions; the file goes when the transaction has ended well, unless another names it."""
        for document in self.documents:
            Version.objects.get_for_object(document).delete()
            self.log(document, DELETION, ERASED)
            document.delete()
            transaction.on_commit(lambda sha256=document.sha256: None if is_named(sha256) else vault.drop(sha256))

    def erase_contacts(self):
        """Where a merge had deleted one, taking that back does not bring it back."""
        for contact in self.found.contacts:
            self.log(contact, DELETION, ERASED)
        keys = {contact.pk for contact in self.found.contacts}
        Contact.objects.filter(pk__in=keys).delete()
        keys |= self.found.keys_of_contacts
        of_model = ContentType.objects.get_for_model(Contact)
        LogEntry.objects.filter(content_type=of_model, object_id__in=map(str, keys)).update(object_repr=ERASED)
        change_in_merges(Contact, lambda row: None if row["pk"] in keys else row)

    def erase_text(self, text: Text):
        """From what stands there now. A form opened before must not bring the person back: the version is raised."""
        row = rows(text.model).filter(pk=text.key)
        value = row.select_for_update().values_list(text.column, flat=True).first()
        if not value:
            return
        emptied = text.is_name and self.person.is_named(value)
        value = structure(value) if text.model is LogEntry else value
        value = "" if emptied else changed(value, self.erased)
        if text.model is LogEntry and not isinstance(value, str):
            value = json.dumps(value)
        raised = {"version": models.F("version") + 1} if issubclass(text.model, Versioned) else {}
        row.update(**{text.column: value}, **raised)
        if text.model is Report and text.column == "frozen":
            row.update(frozen_hash=sha256(value))

    def erased(self, said: str) -> str:
        return self.person.erased_from(said, uncertain=self.uncertain)

    def settle(self):
        """Folded copies follow from the texts; each changed record's history says that, not what, was erased."""
        touched = {(text.model, text.key) for text, _mentions in self.texts if text.model not in HISTORY}
        for model, key in sorted(touched, key=lambda row: (row[0]._meta.label, str(row[1]))):
            refold(model._base_manager.filter(pk=key))
            if record := model._base_manager.filter(pk=key).first():  # a chosen document is gone
                self.log(record, CHANGE, str(record))

    def log(self, record, flag, named: str):
        """A restored database may not have the account in whose name it was done."""
        if self.user is not None:
            LogEntry.objects.create(
                user=self.user,
                content_type=ContentType.objects.get_for_model(record),
                object_id=record.pk,
                object_repr=named[:200],
                action_flag=flag,
                change_message=MESSAGE,
            )
