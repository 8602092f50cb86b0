"""Tables: cells that rules make and that lie side by side, with what stands in them."""

from collections.abc import Iterable, Sequence

from .page import Cell as TableCell
from .ruling import Cell
from .sheet import Sheet

APART = 4.0
"""Points: edges no further apart than this are one rule."""


def find(sheet: Sheet) -> tuple[tuple[TableCell, ...], ...]:
    """Every table of the page; words and marks belong to the smallest cell that holds their middle."""
    slack = APART * sheet.point
    groups = [group for group in _side_by_side(sheet.ruling.cells, slack) if len(group) > 1]
    groups.sort(key=lambda group: min((cell.top, cell.left) for cell in group))
    words = _homes(sheet, [word.box.middle for word in sheet.words])
    marks = _homes(sheet, [tick.place.middle for tick in sheet.ticks])
    return tuple(_table(sheet, group, words, marks, slack) for group in groups)


def _homes(sheet: Sheet, middles: Iterable[tuple[float, float]]) -> dict[Cell, list[int]]:
    homes: dict[Cell, list[int]] = {}
    by_size = sorted(sheet.ruling.cells, key=lambda cell: (cell.right - cell.left) * (cell.bottom - cell.top))
    for index, (across, down) in enumerate(middles):
        home = next((cell for cell in by_size if cell.holds(across, down)), None)
        if home:
            homes.setdefault(home, []).append(index)
    return homes


def _side_by_side(cells: Sequence[Cell], slack: float) -> list[list[Cell]]:
    """Cells in groups that touch one another."""
    groups: list[list[Cell]] = []
    for cell in cells:
        touching = [group for group in groups if any(_touch(cell, other, slack) for other in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([cell, *(other for group in touching for other in group)])
    return groups


def _touch(one: Cell, other: Cell, slack: float) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return min(across, down) > -slack and max(across, down) > slack


def _table(
    sheet: Sheet, group: Sequence[Cell], words: dict[Cell, list[int]], marks: dict[Cell, list[int]], slack: float
) -> tuple[TableCell, ...]:
    rows = _rules([cell.top for cell in group] + [cell.bottom for cell in group], slack)
    columns = _rules([cell.left for cell in group] + [cell.right for cell in group], slack)
    places = dict(zip(group, sheet.straight.corners([(cell.left, cell.top, cell.right, cell.bottom) for cell in group])))
    cells = []
    for cell in group:
        top, bottom = _nearest(rows, cell.top), _nearest(rows, cell.bottom)
        left, right = _nearest(columns, cell.left), _nearest(columns, cell.right)
        cells.append(
            TableCell(
                top + 1,
                left + 1,
                max(bottom - top, 1),
                max(right - left, 1),
                places[cell],
                tuple(words.get(cell, ())),
                tuple(marks.get(cell, ())),
            )
        )
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))


def _rules(edges: Sequence[int], slack: float) -> list[float]:
    """Where the table's rules are: edges that lie close together are one."""
    rules: list[list[int]] = []
    for edge in sorted(edges):
        if rules and edge - rules[-1][-1] <= slack:
            rules[-1].append(edge)
        else:
            rules.append([edge])
    return [sum(rule) / len(rule) for rule in rules]


def _nearest(rules: Sequence[float], edge: int) -> int:
    return min(range(len(rules)), key=lambda index: abs(rules[index] - edge))
