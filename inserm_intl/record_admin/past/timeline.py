"""One timeline of a record: its changes, and what happened to it elsewhere, the newest first.

Another source is one more function in a list: see `ShowsPast.timeline_sources`.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page, Paginator
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext as _
from reversion.models import Version

from inserm_intl.record_admin.officers import name_of

from .differences import Comparison, Names
from .sights import sights
from .states import states

PER_PAGE = 25
# A save logs what it did within so many seconds of the revision that it opened.
SAME_SAVE = datetime.timedelta(seconds=60)


@dataclass
class Event:
    """A line of the timeline. `day` where only the day is known; `version` where one can go back to it."""

    kind: str
    when: datetime.datetime
    day: str = ""
    who: str = ""
    what: str = ""
    why: str = ""
    url: str = ""
    version: Version | None = None
    previous: Version | None = None
    comparison: Comparison | None = field(default=None, repr=False)


Source = Callable[..., Iterable[Event]]


def on_day(day: datetime.date) -> datetime.datetime:
    """The end of the day in Paris: what is only dated stands after what was done on that day."""
    return make_aware(datetime.datetime.combine(day, datetime.time.max))


def changes(model_admin, request, record) -> Iterable[Event]:
    """Each version, and what was logged without making one. A save makes both, and is one line."""
    versions = list(
        Version.objects.get_for_object(record).select_related("revision__user").defer("serialized_data").order_by("pk")
    )
    for previous, version in pairwise([None, *versions]):
        revision = version.revision
        yield Event(
            _("Modification") if previous else _("First version kept"),
            revision.date_created,
            who=name_of(revision.user) if revision.user else "",
            why=revision.get_comment(),
            version=version,
            previous=previous,
        )
    yield from logged(record, versions)


def logged(record, versions) -> Iterable[Event]:
    kind = ContentType.objects.get_for_model(record)
    saves = [(version.revision.user_id, version.revision.date_created) for version in versions]
    for entry in LogEntry.objects.filter(content_type=kind, object_id=str(record.pk)).select_related("user"):
        same = next((save for save in saves if is_same_save(entry, *save)), None)
        if same:
            saves.remove(same)
        else:
            yield Event(_("Noted"), entry.action_time, who=name_of(entry.user), what=entry.get_change_message())


def is_same_save(entry: LogEntry, user_id, opened) -> bool:
    return entry.user_id == user_id and -SAME_SAVE <= entry.action_time - opened <= SAME_SAVE


def timeline(sources: Iterable[Source], model_admin, request, record) -> Page:
    """The page asked for; only its own versions are read and compared."""
    events = [event for source in sources for event in source(model_admin, request, record)]
    events.sort(key=lambda event: (event.when, event.version.pk if event.version else 0), reverse=True)
    page = Paginator(events, PER_PAGE).get_page(request.GET.get("p", "1"))
    compare(list(page.object_list), model_admin, request, record)
    for event in page.object_list:
        event.when = localtime(event.when)
    return page


def compare(events: list[Event], model_admin, request, record) -> None:
    """Say of each version on the page what differs from the one before."""
    pairs = [(event.previous, event.version) for event in events if event.previous and event.version]
    seen = sights(model_admin, request, record)
    read = Version.objects.filter(pk__in={version.pk for pair in pairs for version in pair})
    held = states(list(read.only("revision_id", "object_id", "serialized_data")), seen) if pairs else {}
    both = {new.pk: (held[old.pk], held[new.pk]) for old, new in pairs}
    names = Names(request, both.values(), seen)
    for event in events:
        if event.version and event.version.pk in both:
            event.comparison = Comparison(*both[event.version.pk], seen, names)
