"""What work leaves behind: rows of imports, counts of requests, files that nothing names."""

from django.conf import settings
from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from agreements.papers import vault
from agreements.papers.references import is_named, orphans
from agreements.personal.terms import IMPORT_MONTHS
from inserm_intl.models import Import
from inserm_intl.spreadsheets.models import State
from inserm_intl.spreadsheets.previewing import KEPT

from . import Term

# A file is written before the row that names it.
FILE_DAYS = 1


class Imports(Term):
    """With the rows that were read; what they changed stands in the history of the records."""

    name = "imports"

    def found(self):
        forgotten = Q(state=State.PREVIEWED, read_at__lt=self.moment(days=KEPT.days))
        return Import.objects.filter(forgotten | Q(read_at__lt=self.moment(months=IMPORT_MONTHS)))

    def due(self):
        return self.found().order_by("pk").values_list("pk", flat=True)

    def erase(self, key):
        self.found().filter(pk=key).delete()


class Counts(Term):
    """Counts of requests and logins that no longer count; their keys may hold the address of who asked."""

    name = "counts that are over"
    keys_told = False

    def due(self):
        if not isinstance(caches["default"], DatabaseCache):
            return []
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT cache_key {self.over} ORDER BY cache_key", [self.now])
            return [key for (key,) in cursor.fetchall()]

    def erase(self, key):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE {self.over} AND cache_key = %s", [self.now, key])

    @property
    def over(self):
        return f"FROM {connection.ops.quote_name(settings.CACHES['default']['LOCATION'])} WHERE expires < %s"

    @property
    def now(self):
        return connection.ops.adapt_datetimefield_value(timezone.now())


class Files(Term):
    """Told by their fingerprint. What a crash left half written has none, and a name of its own."""

    name = "files that nothing names"

    def due(self):
        return sorted(path.name for path in orphans(FILE_DAYS))

    def erase(self, key):
        """Asked once more: a document may have come meanwhile."""
        with vault.removing():
            if not is_named(key):
                for path in vault.root().glob(f"*/*/{key}"):
                    path.unlink(missing_ok=True)
