"""The records that a merge, or its undoing, has changed: each gets a version and a line in its history."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import F, Model
from django.utils.translation import gettext as _
from reversion import add_to_revision, create_revision, is_registered, set_comment, set_user

from inserm_intl.folding import refold
from inserm_intl.record_admin.past.keeping import keep_first
from inserm_intl.record_admin.sight import admin_of, owners, seen

from .journal import Journal


class Changed:
    def __init__(self):
        self.keys: dict[type[Model], set] = {}
        self.blocked_before: dict[tuple[type[Model], int], list[str]] = {}

    def remember(self, model: type[Model], keys) -> None:
        """A version of each record as it is before the merge, where it has none yet."""
        if found := owners(model, keys):
            for record in found[0]._base_manager.filter(pk__in=found[1]).order_by("pk"):
                keep_first(record)

    def add(self, journal: Journal) -> None:
        """After the steps were made, or taken back: the rows that exist now."""
        for model, keys in journal.changed().items():
            refold(model._base_manager.filter(pk__in=keys))
            if found := owners(model, keys):
                self.keys.setdefault(found[0], set()).update(found[1])

    def unites(self, row: Model) -> None:
        """Two rows of a record become one: remember why it could not be published before, if anything was wrong."""
        for model, key, record in owned(row):
            self.blocked_before[model, key] = blocks(record)
            self.keys.setdefault(model, set()).add(key)

    def refuse_what_blocks(self, request) -> None:
        """Nothing that is published may become what could not be published."""
        found = []
        for (model, key), before in self.blocked_before.items():
            record = model._base_manager.get(pk=key)
            if new := [text for text in blocks(record) if text not in before]:
                known = seen(model, request).filter(pk=key).exists()
                found.append(f"{record} – {' '.join(new)}" if known else _("A record that you may not see forbids it."))
        if found:
            raise ValidationError(found)

    def keep(self, user: User, comment: str) -> None:
        for model, keys in self.keys.items():
            rows = model._base_manager.filter(pk__in=keys).order_by("pk")
            if any(field.name == "version" for field in model._meta.fields):
                rows.update(version=F("version") + 1)
            if hasattr(model.objects.all(), "rebuild_periods"):
                model.objects.filter(pk__in=keys).rebuild_periods()
            records = list(rows)
            for record in records if is_registered(model) else ():
                with create_revision():
                    set_user(user)
                    set_comment(comment)
                    add_to_revision(record)
            LogEntry.objects.log_actions(user.pk, records, CHANGE, comment)


def owned(row: Model):
    if found := owners(type(row), [row.pk]):
        model, keys = found
        for key in keys:
            yield model, key, model._base_manager.get(pk=key)


def blocks(record: Model) -> list[str]:
    known = admin_of(type(record))
    return known.blocks(record) if getattr(record, "published", False) and hasattr(known, "blocks") else []
