"""What led to what, as a line to read: a visit, the seminar after it, the agreement, its renewal."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from inserm_intl.days import shown

from .models.activity import ActivityKind, Status
from .walk import MOST_LINKS, NOWHERE, Link, links

# On each side of the record; beyond, the line says that it goes on.
MOST_STEPS = 24


@dataclass(eq=False)
class Step:
    """A record on the line: `place` counts the steps from the record asked about, `after` is what it followed."""

    link: Link
    place: int
    after: list["Step"] = field(default_factory=list)

    @property
    def url(self) -> str:
        return reverse(f"agreements:{self.link.kind}", args=[self.link.reference])

    @property
    def when(self) -> str:
        """Its first day, and where it was not held, or not yet, that: "May 2027, planned"."""
        status = "" if self.link.status in ("", Status.HELD) else Status(self.link.status).label.lower()
        return ", ".join(filter(None, [shown(self.link.day, self.link.precision), status]))

    @property
    def renews(self) -> "Step | None":
        """The agreement before it, where it is of the same type: another type is another thing."""
        agreements = (step for step in self.after if self.link.kind == step.link.kind == "agreement")
        return next((step for step in agreements if step.link.sort == self.link.sort), None)

    @property
    def name(self) -> str:
        """What comes before its reference on a line: the kind of an activity, "Renewed as", or nothing."""
        if self.link.kind == "activity":
            return str(ActivityKind(self.link.sort).label)
        return _("Renewed as") if self.renews else ""

    @property
    def origins(self) -> list[str]:
        """What it followed, where there is no single line to show it."""
        others = ", ".join(sorted(step.link.reference for step in self.after if step is not self.renews))
        return [
            *([_("Renews %(reference)s") % {"reference": self.renews.link.reference}] if self.renews else []),
            *([_("Following %(references)s") % {"references": others}] if others else []),
        ]

    @property
    def by_date(self):
        return self.link.day or datetime.date.max, self.link.reference


@dataclass
class Lineage:
    """The steps in order: along the line where there is one, else by date. One alone is nothing to tell."""

    steps: list[Step]
    is_line: bool
    cut_before: bool
    cut_after: bool

    @property
    def is_told(self) -> bool:
        return len(self.steps) > 1

    @property
    def holds_invented(self) -> bool:
        return any(step.link.invented for step in self.steps)


def lineage(record, day) -> Lineage:
    """What led to the record and what it led to, among records public on the day."""
    found, steps, pairs, cut = links(record, day), {}, set(), {}
    for way, sign in (("back", -1), ("forth", 1)):
        here = [link for link in found if link.way == way]
        near, cut[way] = nearest(here, sign)
        steps = near | steps  # in a circle a step is on both sides
        pairs |= {(link.key, link.origin)[::sign] for link in here if {link.key, link.origin} <= near.keys()}
    for later, earlier in pairs:
        steps[later].after.append(steps[earlier])
    laters, earliers = ({pair[place] for pair in pairs} for place in (0, 1))
    is_line = len(laters) == len(earliers) == len(pairs) == len(steps) - 1
    told = sorted(steps.values(), key=lambda step: step.place if is_line else step.by_date)
    return Lineage(told, is_line, cut["back"], cut["forth"])


def nearest(found: list[Link], sign: int) -> tuple[dict[tuple, Step], bool]:
    """The steps that are fewest links away, by their keys; and whether there are more than that."""
    onward = defaultdict(list)
    for link in found:
        onward[link.origin].append(link)
    (start,) = onward.pop(NOWHERE)
    steps, queue = {start.key: Step(start, 0)}, [start.key]
    for key in queue:
        for link in onward[key]:
            if link.key not in steps:
                steps[link.key] = Step(link, steps[key].place + sign)
                queue.append(link.key)
    kept = sorted(steps.values(), key=lambda step: (abs(step.place), step.by_date))[: MOST_STEPS + 1]
    return {step.link.key: step for step in kept}, len(kept) < len(steps) or len(found) > MOST_LINKS
