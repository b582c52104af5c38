"""What was changed in the register since yesterday: by whom, what, and the way to it."""

import datetime
from itertools import groupby

from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.db.models import CharField, Value
from django.db.models.functions import Cast
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inserm_intl.days import ONE_DAY, today
from inserm_intl.record_admin.officers import name_of
from inserm_intl.search.nouns import untranslated

from .line import Counts, Line, address
from .section import FIRST

# The newest entries that are looked at; more than SEVERAL of one kind by one person are told in one line.
READ, SEVERAL = 300, 3


class Changes(Counts):
    """The office's, whoever asks. A deleted record is told only to those from whom nothing could be hidden."""

    id = "changes"
    heading = gettext_lazy("Changed since yesterday")
    empty = gettext_lazy("Nothing has been changed since yesterday.")
    url, allowed = "", True

    def __init__(self, request, *, mine: bool):
        self.request = request

    @property
    def headings(self) -> list[str]:
        return [_("Record"), _("What"), _("Who"), _("When")]

    @cached_property
    def entries(self) -> list[LogEntry]:
        """The last of each person's entries on each record, the newest first."""
        since = make_aware(datetime.datetime.combine(today() - ONE_DAY, datetime.time()))
        rows = LogEntry.objects.filter(action_time__gte=since).select_related("user", "content_type")
        entries = [row for row in rows.order_by("-action_time", "-pk")[:READ] if self.known(row)]
        seen = self.seen(entries)
        last = {(row.user_id, row.content_type_id, row.object_id): row for row in reversed(entries)}
        return [row for row in reversed(last.values()) if self.may_be_told(row, seen)]

    def known(self, entry) -> bool:
        """Of a noun that the admin has, and that who asks may see."""
        model = entry.content_type and entry.content_type.model_class()
        return admin.site.is_registered(model) and self.admin(entry).has_view_or_change_permission(self.request)

    def admin(self, entry):
        return admin.site.get_model_admin(entry.content_type.model_class())

    def seen(self, entries) -> set[tuple[int, str]]:
        """Noun and key of those records that the admin's own lists would show, in one query."""
        keys: dict[int, set] = {}
        admins = {}
        for entry in entries:
            if entry.action_flag != DELETION:
                keys.setdefault(entry.content_type_id, set()).add(entry.object_id)
                admins[entry.content_type_id] = self.admin(entry)
        arms = [
            untranslated(admins[kind].model)
            .filter(pk__in=admins[kind].get_queryset(self.request).filter(pk__in=objects).order_by().values("pk"))
            .annotate(noun=Value(kind), record=Cast("pk", CharField()))
            .values_list("noun", "record")
            for kind, objects in sorted(keys.items())
        ]
        return set(arms[0].union(*arms[1:], all=True)) if arms else set()

    def may_be_told(self, entry, seen) -> bool:
        if entry.action_flag == DELETION:
            return self.request.user.has_perm("agreements.see_restricted")
        return (entry.content_type_id, entry.object_id) in seen

    @cached_property
    def told(self) -> list[Line]:
        lines = []
        for _kind, alike in groupby(self.entries, key=lambda row: (row.user_id, row.content_type_id, row.action_flag)):
            first, *others = alike
            lines.append(self.line(first))
            if len(others) < SEVERAL:
                lines += [self.line(entry) for entry in others]
            else:
                lines.append(self.others(first, len(others)))
        return lines

    @property
    def lines(self) -> list[Line]:
        return self.told[:FIRST]

    @property
    def counted(self) -> int:
        return len(self.entries)

    def line(self, entry) -> Line:
        model = entry.content_type.model_class()
        gone = entry.action_flag == DELETION
        what = f"{capfirst(model._meta.verbose_name)} – {entry.get_change_message() or entry.get_action_flag_display()}"
        url = "" if gone else address(model, "change", entry.object_id)
        return Line(url, entry.object_repr, [what, name_of(entry.user), when(entry)])

    def others(self, entry, count: int) -> Line:
        model = entry.content_type.model_class()
        name = ngettext("and %(count)s other", "and %(count)s others", count) % {"count": count}
        what = f"{capfirst(model._meta.verbose_name_plural)} – {entry.get_action_flag_display()}"
        return Line(address(model, "changelist"), name, [what, name_of(entry.user), when(entry)])


def when(entry) -> str:
    return date_format(localtime(entry.action_time), "SHORT_DATETIME_FORMAT")
