"""The world as a map draws it: outlines of countries, a grid, places, and how countries are shaded.

Outlines are Natural Earth's (public domain, 1:50 million, from npm world-atlas 2), in the Natural Earth projection,
simplified to whole units of the picture. None of the boundaries is official. Fourteen territories under a unit are
small squares; ten countries and territories are not drawn, so every map stands beside the list that holds them all.
Western Sahara is drawn whole, as M49 lists it, to its border at 27°40′ north: Natural Earth stops it at the berm.
"""

import json
from bisect import bisect_right
from functools import cache
from math import radians
from pathlib import Path

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from inserm_intl.numbers import number
from partners.models.institution import HOME

# The fit of the outlines: units of the picture for a radian, and where longitude 0, latitude 0 lies.
SCALE, CENTRE_X, CENTRE_Y = 353.7914393493114, 960.0, 533.329862619491
# Where the shades begin: the first steps whose last is at least half the largest count.
STEPS = [(1, 2, 3, 4), (1, 2, 4, 7), (1, 2, 5, 10), (1, 3, 10, 30), (1, 5, 20, 100), (1, 20, 100, 500)]


@cache
def outlines() -> dict[str, SafeString]:
    """Return the outline of each country drawn, by its code, as an SVG path; the file is read once per process."""
    drawn = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    return {code: mark_safe(path) for code, path in drawn.items()}


def project(longitude: float, latitude: float) -> tuple[int, int]:
    """Return where a place lies in the picture, to a whole unit.

    Natural Earth projection: T. Patterson's table as the polynomial of B. Šavrič, T. Patterson and B. Jenny (2011).
    """
    x, y = radians(longitude), radians(latitude)
    y2 = y * y
    y4 = y2 * y2
    across = x * (0.8707 - 0.131979 * y2 + y4 * (-0.013791 + y4 * (0.003971 * y2 - 0.001529 * y4)))
    up = y * (1.007226 + y2 * (0.015085 + y4 * (-0.044475 + 0.028874 * y2 - 0.005916 * y4)))
    return round(CENTRE_X + SCALE * across), round(CENTRE_Y - SCALE * up)


def line(places) -> str:
    """A line through places, as an SVG path."""
    return "M" + "L".join("{} {}".format(*project(*place)) for place in places)


@cache
def globe() -> str:
    """The edge of the world down to the sixtieth parallel south, as an SVG path."""
    up = range(-60, 91, 5)
    return line([*((-180, north) for north in up), *((180, north) for north in reversed(up))]) + "Z"


@cache
def grid() -> str:
    """Every thirtieth meridian and parallel, as an SVG path."""
    meridians = [line((east, north) for north in range(-60, 91, 10)) for east in range(-150, 151, 30)]
    return "".join([*meridians, *(line([(-180, north), (180, north)]) for north in range(-30, 61, 30))])


def dots(places) -> str:
    """Places (longitude, latitude) as the points of an SVG path, one where several coincide."""
    return "".join("M{} {}h0".format(*point) for point in sorted({project(*place) for place in places}))


def steps(largest: int) -> tuple[int, ...]:
    """Return where each of the four shades above none begins, for counts up to the largest."""
    return next((found for found in STEPS if found[-1] * 2 >= largest), STEPS[-1])


class World:
    """What `includes/world.html` draws: each country a link to its page, shaded by a count; and places.

    `names` are (code, name) of all countries, in the order in which the keyboard goes through them; `said` is a
    plural form, by its `number`, with the `count` in it; `day`, such as "?on=2015-06-30", goes along. A country that
    is not counted has none, unless it is `outside` what was asked; France is itself, unless it is counted.
    """

    globe, grid = staticmethod(globe), staticmethod(grid)

    def __init__(self, counts: dict[str, int], names, said, *, day="", places=(), outside=frozenset()):
        self.counts, self.said, self.day, self.outside = counts, said, day, outside
        self.steps = steps(max(counts.values(), default=0))
        self.dots = dots(places)
        self.names = [(code, name) for code, name in names if code in outlines()]
        self.not_drawn = [name for code, name in names if code not in outlines()]

    @property
    def lands(self) -> SafeString:
        """The countries; the keyboard stops at those with something, the list beside leads to the others as well."""
        return format_html_join(
            "",
            '<a class="{}" href="{}{}"{}><title>{}</title><path d="{}"/></a>',
            (self.land(code, name) for code, name in self.names),
        )

    def land(self, code: str, name: str):
        count, kind = self.counts.get(code, 0), self.kind(code)
        if kind not in ("home", "outside"):
            said = self.said % {"number": count, "count": number(count)}
            name = _("%(what)s: %(value)s") % {"what": name, "value": said}
        stop = "" if count else mark_safe(' tabindex="-1"')
        return kind, reverse("partners:country", args=[code]), self.day, stop, name, outlines()[code]

    def kind(self, code: str) -> str:
        """How a country is drawn: `shade-0` (none) to `shade-4`, `outside`, `home`."""
        if code == HOME and code not in self.counts:
            return "home"
        if code in self.outside:
            return "outside"
        return f"shade-{bisect_right(self.steps, self.counts.get(code, 0))}"

    @property
    def legend(self) -> list[tuple[str, str]]:
        """How each shade is drawn, and its counts in words."""
        ends = [begin - 1 for begin in self.steps[1:]]
        spans = [
            str(begin) if begin == end else _("%(first)s to %(last)s") % {"first": begin, "last": end}
            for begin, end in zip(self.steps, ends, strict=False)
        ]
        spans = ["0", *spans, _("%(count)s or more") % {"count": self.steps[-1]}]
        rows = [(f"shade-{number}", span) for number, span in enumerate(spans)]
        rows += [("outside", _("not asked about"))] if self.outside else []
        return rows if HOME in self.counts else [*rows, ("home", _("France, not counted: partners are abroad"))]
