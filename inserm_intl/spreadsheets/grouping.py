"""From rows to lines: a record is one row, or several where what belongs to it has rows of its own."""

from collections.abc import Iterable, Iterator

from .columns import Column
from .sheets import Line, Sheet


def lines_of(rows: Iterable[tuple[int, list[str]]], columns: dict[int, Column], sheet: Sheet) -> Iterable[Line]:
    if sheet.part is None:
        return (Line(number, cells_of(cells, columns, sheet.model)) for number, cells in rows)
    return grouped(rows, columns, sheet)


def cells_of(cells: list[str], columns: dict[int, Column], model) -> dict[str, str]:
    return {
        column.name: cells[place] if place < len(cells) else ""
        for place, column in columns.items()
        if column.model is model
    }


def grouped(rows, columns: dict[int, Column], sheet: Sheet) -> Iterator[Line]:
    """Rows with the same key are one record, wherever they stand; without a key, those that follow and say the same.

    The record's own cells are read in its first row. Those that repeat them may be empty; any that say
    something else are kept as the row's own, for the verdict to refuse.
    """
    by_key: dict[str, Line] = {}
    lines: list[Line] = []
    for number, cells in rows:
        own = cells_of(cells, columns, sheet.model)
        part = Line(number, cells_of(cells, columns, sheet.part.model))
        key = own.get(sheet.key, "").strip()
        line = by_key.get(key) if key else continued(lines[-1] if lines else None, own, sheet)
        if line is None:
            line = Line(number, own)
            lines.append(line)
            if key:
                by_key[key] = line
        else:
            part.differs = [name for name, text in own.items() if text.strip() and text != line.cells[name]]
        if any(text.strip() for text in part.cells.values()) or part.differs:
            line.rows.append(part)
    return iter(lines)


def continued(last: Line | None, own: dict[str, str], sheet: Sheet) -> Line | None:
    """The line before, where a row without a key says nothing of its own, or the same."""
    if last is None or not any(text.strip() for text in own.values()):
        return last
    return last if not last.cells.get(sheet.key, "").strip() and own == last.cells else None
