"""Where the columns of a figure by year are drawn: x in percent of the width, y in pixels from the top."""

from dataclasses import dataclass

from .figures import Figure, Multiples
from .numbers import number

HEIGHT, FOOT = 110, 26  # of the columns; of the years beneath
YEARS_AT_MOST = 8  # that are named beneath the columns


@dataclass
class Box:
    x: float
    y: float
    width: float
    height: float
    part: int = 0


@dataclass
class Mark:
    x: float
    y: float
    text: str


def columns(figure: Figure, beside: Multiples | None = None) -> dict:
    """A column for each year, its parts one upon the other; the highest is told, and some years named.

    A dash stands where nothing is known of a year. `beside`: figures that share their years and their scale.
    """
    lines = (beside or figure).lines
    first, highest = min(int(line.label) for line in lines), max(line.count for line in lines) or 1
    count = int(figure.lines[-1].label) - first + 1
    step, every = 100 / count, -(-count // YEARS_AT_MOST)
    boxes, tops = [], []
    for place, line in enumerate(figure.lines, count - len(figure.lines)):
        y = float(HEIGHT)
        for part, cell in enumerate(line.cells):
            height = round(cell.count * (HEIGHT - 20) / highest, 1)
            y -= height
            if height:
                boxes.append(Box(round(step * (place + 0.1), 2), round(y, 1), round(step * 0.8, 2), height, part))
        middle = round(step * (place + 0.5), 2)
        if any(cell.text for cell in line.cells):
            tops.append(Mark(middle, HEIGHT - 6, "–"))
        elif line.count and (count <= 14 or line.count == highest):
            tops.append(Mark(middle, round(y - 5, 1), number(line.count)))
    named = range((count - 1) % every, count, every)
    years = [Mark(round(step * (place + 0.5), 2), HEIGHT + 18, str(first + place)) for place in named]
    return {
        "figure": figure, "height": HEIGHT + FOOT, "floor": HEIGHT, "boxes": boxes, "tops": tops, "years": years
    }  # fmt: skip
