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


def boxes(path: str) -> list[tuple[int, int, int, int]]:
    """The least and the greatest x and y of each ring of an outline: a corner, and steps from it."""
    found = []
    for x, y, way in re.findall(r"M(-?\d+) (-?\d+)([^z]+)z", path):
        steps: dict[str, list[int]] = {"x": [int(x)], "y": [int(y)]}
        for letter, numbers in re.findall(r"([lhv])([^lhv]+)", way):
            for number, axis in zip(re.findall(r"-?\d+", numbers), itertools.cycle(AXES[letter]), strict=False):
                steps[axis].append(int(number))
        across, down = (list(itertools.accumulate(steps[axis])) for axis in "xy")
        found.append((min(across), max(across), min(down), max(down)))
    return found


AXES = {"l": "xy", "h": "x", "v": "y"}


def near(box, longitude, latitude, margin) -> bool:
    (left, right, top, bottom), (x, y) = box, project(longitude, latitude)
    return left - margin <= x <= right + margin and top - margin <= y <= bottom + margin


def test_the_institutions_of_the_fixtures_lie_in_the_outlines_of_their_countries():
    rows = [row for name in ("institutions", "demo") for row in json.loads((FIXTURES / f"{name}.json").read_text())]
    places = [row["fields"] for row in rows if row["fields"].get("longitude")]
    assert len(places) > 40
    for place in places:
        rings = boxes(outlines()[place["country"][0]])
        assert any(near(ring, place["longitude"], place["latitude"], 2) for ring in rings), place


def test_the_place_of_each_country_lies_in_or_beside_a_land_of_its_outline():
    rows = [row["fields"] for row in json.loads((FIXTURES / "countries.json").read_text())]
    places = {row["code"]: (row["longitude"], row["latitude"]) for row in rows if row.get("longitude") is not None}
    assert all(-180 <= east <= 180 and -90 <= north <= 90 for east, north in places.values())
    drawn = outlines().keys() & places.keys()  # of groups of islands not every one is: within two degrees is beside
    assert len(drawn) == 240
    astray = {code for code in drawn if not any(near(ring, *places[code], 10) for ring in boxes(outlines()[code]))}
    assert astray == set()


def test_western_sahara_is_drawn_down_to_the_sea_and_morocco_ends_where_it_begins():
    laayoune, dakhla, agadir = (-13.0, 27.1), (-15.7, 23.8), (-9.5, 30.4)
    drawn = {
        code: [any(near(ring, *place, 0) for ring in boxes(outlines()[code])) for place in (laayoune, dakhla, agadir)]
        for code in ("EH", "MA")
    }
    assert drawn == {"EH": [True, True, False], "MA": [False, False, True]}


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
