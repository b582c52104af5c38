"""Erase a person: all of what `holdings` is sure of, or nothing. What is left says that it was done, not to whom."""

import json

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from reversion.models import Revision, Version

from agreements.papers import vault
from agreements.papers.references import is_named
from inserm_intl.folding import refold
from inserm_intl.records import Versioned
from partners.models import Contact

from .holdings import Holdings
from .person import ERASED
from .texts import HISTORY, Text, changed, rows, structure

MESSAGE = "Personal data erased on request."


class Erasure:
    """`uncertain` takes along the mentions that may be of another person."""

    def __init__(self, found: Holdings, user, *, uncertain: bool = False, documents=()):
        self.found, self.person, self.user = found, found.person, user
        self.uncertain, self.documents = uncertain, list(documents)

    @transaction.atomic
    def run(self) -> None:
        """The history goes first: what is deleted after it leaves no version to come back from."""
        self.erase_versions()
        self.erase_documents()
        for contact in self.found.contacts:
            self.log(contact, DELETION, ERASED)
        Contact.objects.filter(pk__in=[contact.pk for contact in self.found.contacts]).delete()
        for text, _mentions in self.found.texts if self.uncertain else self.found.certain:
            self.erase_text(text)
        self.settle()

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

    def erased(self, said: str) -> str:
        return self.person.erased_from(said, uncertain=self.uncertain)

    def settle(self):
        """Folded copies follow from the texts; each changed record's history says that, not what, was erased."""
        erased = self.found.texts if self.uncertain else self.found.certain
        touched = {(text.model, text.key) for text, _mentions in erased if text.model not in HISTORY}
        for model, key in sorted(touched, key=lambda row: (row[0]._meta.label, str(row[1]))):
            refold(model._base_manager.filter(pk=key))
            record = model._base_manager.get(pk=key)
            self.log(record, CHANGE, str(record))

    def log(self, record, flag, named: str):
        LogEntry.objects.create(
            user=self.user,
            content_type=ContentType.objects.get_for_model(record),
            object_id=record.pk,
            object_repr=named[:200],
            action_flag=flag,
            change_message=MESSAGE,
        )
