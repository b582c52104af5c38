"""A backup brought back: all of it, or the register stays as it was.

Documents are put in their place beside those of the old register: no file changes under its name. The database is
replaced in one transaction, which ends after that. Whatever stops this on the way leaves the old register with all
its files, and perhaps some that nothing names, which `check_documents` tells.
"""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection

from agreements.papers import vault
from agreements.personal.erasure import MESSAGE

from . import documents
from .content import content, tables
from .databases import kind
from .errors import BackupError
from .manifest import Manifest
from .place import alone, beside, need
from .reading import opened

# What `migrate` itself fills, in a register where nobody has entered anything.
OF_ITSELF = {"auth_permission", "django_content_type", "django_migrations", "django_site", "inserm_intl_run"}


def suits(told: Manifest) -> None:
    """Whether this program and this database can take it."""
    if told.database != connection.vendor:
        raise BackupError(
            f"it comes from {told.database}, and DATABASE_URL names {connection.vendor}. There is no way from one "
            "to the other: restore it into a database of its own kind."
        )
    if told.unknown:
        of = f" (commit {told.code})" if told.code else ""
        raise BackupError(
            f"a newer program made it{of}, with migrations that this one does not have: {', '.join(told.unknown)}. "
            "Restore it with that program."
        )


def is_in_use() -> bool:
    """Whether anything was ever entered in the register that is there now."""
    with connection.cursor() as cursor:
        for table in set(tables()) - OF_ITSELF:
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})")
            if cursor.fetchone()[0]:
                return True
    return False


def restore(path: Path, told: Manifest, say: Callable[[str], None]) -> None:
    """Replace the register by the one of the backup, which was inspected."""
    folder = Path(settings.MEDIA_ROOT)
    with alone(folder), beside(folder) as name, opened(path, Path(name)) as (dump, files):
        need(folder, told.documents.bytes + kind().ROOM * told.size, "To restore it")
        with vault.all_staying(), kind().replacing(dump, told.size):
            documents.unpack(files)
            say(f"{told.documents.count} documents are in their place.")
            settle(told)
    say("The register is restored.")


def settle(told: Manifest) -> None:
    """In the register that is about to take its place: it is the one of the backup, and of this program's form."""
    sha256, rows = content()
    if (sha256, rows) != (told.content, told.rows):
        raise BackupError("what it brings back is not what was saved.")
    call_command("migrate", interactive=False, verbosity=0)


def clear_caches() -> None:
    for alias in settings.CACHES:
        caches[alias].clear()


def active() -> set[str]:
    """Who may log in."""
    return set(get_user_model().objects.filter(is_active=True).values_list("username", flat=True))


def erased_since(told: Manifest) -> list[str]:
    """What was erased of persons after the backup, and comes back with it."""
    done = LogEntry.objects.filter(change_message=MESSAGE, action_time__gt=told.moment).select_related("content_type")
    return [f"{line.content_type.model} {line.object_id}" for line in done.order_by("pk")]
