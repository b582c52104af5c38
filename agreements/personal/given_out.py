"""All that is held on a person, as it is given out to them. Of other records only the words around their name."""

import json
from collections.abc import Iterator

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.core.serializers import serialize

from inserm_intl.accounts import sessions

from .accounts import addresses_of, rows_of, tied
from .holdings import Holdings, excerpts
from .records import fields_of
from .texts import said


def given_out(found: Holdings) -> dict:
    return {
        "contacts": [entry["fields"] for entry in json.loads(serialize("json", found.contacts))],
        "mentions": [{"where": str(text), "text": said} for text, said in excerpts(found.certain)],
        "uncertain": [{"where": str(text), "text": said} for text, said in excerpts(found.uncertain, certain=False)],
        "history": list(history(found)),
        "documents": [{"key": row.pk, "name": row.original_name, "sha256": row.sha256} for row in found.documents],
        "accounts": [of_account(account) for account in found.accounts],
        "sessions": len(found.sessions),
    }


def history(found: Holdings) -> Iterator[dict]:
    """Versions of their contacts whole; of other records, the words around their name."""
    for version in found.versions_of_contacts:
        yield {**when(version), "was": fields_of(version)}
    for version in found.versions:
        mentions = [mention.around for part in said(fields_of(version)) for mention in found.person.mentions(part)]
        yield {**when(version), "text": mentions}


def when(version) -> dict:
    return {"where": f"{version.content_type} {version.object_id}", "on": version.revision.date_created.isoformat()}


def of_account(user) -> dict:
    """Without what lets in: of a password, a second factor or a session, only that there is one."""
    return {
        "user name": user.get_username(),
        "name": user.get_full_name(),
        "e-mail addresses": sorted({email for email in addresses_of(user) if email}),
        "roles": [str(group) for group in user.groups.all()],
        "active": user.is_active,
        "since": user.date_joined,
        "last login": user.last_login,
        "has a password": user.has_usable_password(),
        "sessions": len([*sessions.of(user)]),
        "of its logins": {str(model._meta.verbose_name): rows for model, rows in counted(user, tied())},
        "answers for or did": {f"{where}": rows for where, rows in done_by(user)},
        "changes": [
            {"on": entry.action_time, "what": str(entry), "key": entry.object_id}
            for entry in LogEntry.objects.filter(user=user).order_by("pk")
        ],
    }


def counted(user, models) -> Iterator:
    for model, names in models.items():
        if count := sum(rows_of(model, name, user).count() for name in names):
            yield model, count


def done_by(user) -> Iterator[tuple[str, list[str]]]:
    """The records that name the account, by what it is to them."""
    known = {*tied(), LogEntry, get_user_model()}
    for model in apps.get_models():
        for column in model._meta.concrete_fields if model not in known else ():
            if column.related_model is get_user_model():
                rows = [str(row) for row in model._base_manager.filter(**{column.name: user}).order_by("pk")]
                if rows:
                    yield f"{model._meta.verbose_name}, {column.verbose_name}", rows
