"""What the map draws with: outlines of countries, the projection of places, the steps of the shades."""

import itertools
import json
import re

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from inserm_intl.world import STEPS, outlines, project, steps

FIXTURES = settings.BASE_DIR / "fixtures"


def test_the_outlines_are_those_of_240_countries_and_end_where_they_began():
    assert len(outlines()) == 240
    assert all(path.startswith("M") and path.endswith("z") for path in outlines().values())


def box(path: str) -> tuple[int, int, int, int]:
    """The least and the greatest x and y of an outline: rings that begin at a corner and go on by steps."""
    across, down = [], []
    for x, y, way in re.findall(r"M(-?\d+) (-?\d+)l([^z]+)z", path):
        steps = [int(number) for number in re.findall(r"-?\d+", way)]
        across += itertools.accumulate([int(x), *steps[::2]])
        down += itertools.accumulate([int(y), *steps[1::2]])
    return min(across), max(across), min(down), max(down)


def test_the_institutions_of_the_fixtures_lie_in_the_outlines_of_their_countries():
    rows = [row for name in ("institutions", "demo") for row in json.loads((FIXTURES / f"{name}.json").read_text())]
    places = [row["fields"] for row in rows if row["fields"].get("longitude")]
    assert len(places) > 40
    for place in places:
        x, y = project(place["longitude"], place["latitude"])
        left, right, top, bottom = box(outlines()[place["country"][0]])
        assert left - 2 <= x <= right + 2, place
        assert top - 2 <= y <= bottom + 2, place


@pytest.mark.parametrize(
    ("place", "expected"),
    [((0, 0), (960, 533)), ((2.35, 48.86), (971, 229)), ((139.69, 35.69), (1665, 311)), ((-43.2, -22.9), (733, 676))],
)
def test_a_place_is_projected_as_the_outlines_were(place, expected):
    """As d3-geo 3.1 puts Paris, Tokyo and Rio de Janeiro."""
    assert project(*place) == expected


@given(st.integers(0, 100_000))
def test_shades_rise_and_the_last_holds_the_largest_count(largest):
    begins = steps(largest)
    assert begins in STEPS
    assert begins[0] == 1
    assert list(begins) == sorted(set(begins))
    assert largest <= 2 * begins[-1] or begins == STEPS[-1]
