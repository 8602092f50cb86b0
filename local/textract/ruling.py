"""Ruled lines on a page that stands straight, and the cells they make."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from .straighten import in_rows

Ink = NDArray[np.uint8]
"""Rows first; 255 where there is ink, else 0."""

SHORT_RULE = 7.0
"""Points: the side of the smallest box worth a mark."""

LONG_RULE = 24.0
"""Points: no letter of running text has a straight stroke this long."""

EDGE = 3.0
"""Points: how far the edge of a box may lie from the white inside it."""

THICKEST_RULE = 5.0
"""Points: what is thicker is a bar, a picture, a heading. Two boxes above and below a rule run together to almost this."""

BOX = (5.0, 30.0, 24.0)
"""Points: the least side, the most width and the most height of a cell that holds a single mark."""


HEAVY = 0.22
"""Of a box's lesser side: edges thicker than this are strokes of bold letters. Boxes that lie askew under a heavy rule come to 0.21."""


@dataclass(frozen=True, slots=True)
class Cell:
    """White surrounded by rules; pixels, `right` and `bottom` exclusive. `filling`: its share of the rectangle around it."""

    left: int
    top: int
    right: int
    bottom: int
    filling: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x < self.right and self.top <= y < self.bottom


@dataclass(frozen=True, slots=True)
class Ruling:
    """A page's long rules as masks, all that may be an edge (`walls`), its cells, and those for one mark."""

    across: Ink
    down: Ink
    walls: Ink
    cells: tuple[Cell, ...]
    boxes: tuple[Cell, ...]

    def with_boxes_of(self, other: "Ruling") -> "Ruling":
        """This ruling, and boxes that only the other one has."""
        more = tuple(box for box in other.boxes if not any(_overlap(box, own) for own in self.boxes))
        return replace(self, boxes=self.boxes + more, cells=self.cells + more, walls=self.walls | other.walls) if more else self

    def without_letters(self, words: Sequence[tuple[float, float, float, float]]) -> "Ruling":
        """This ruling without the boxes that lie within a word: they are the bowls of its letters."""
        left, top, right, bottom = in_rows(words).T
        edges = np.array([(box.left + box.right, box.top + box.bottom) for box in self.boxes]).reshape(-1, 2, 1) / 2
        across, down = edges[:, 0], edges[:, 1]
        letters = ((left < across) & (across < right) & (top < down) & (down < bottom)).any(axis=1).tolist()
        return replace(self, boxes=tuple(box for box, is_letter in zip(self.boxes, letters) if not is_letter))

    def lines(self, point: float) -> Ink:
        """Where rules and the edges of boxes are, fringe included."""
        rules = self.across | self.down
        edge = max(round(EDGE * point), 2)
        for box in self.boxes:
            around = np.s_[max(box.top - edge, 0) : box.bottom + edge, max(box.left - edge, 0) : box.right + edge]
            rules[around] |= self.walls[around]
        fringe = max(round(0.35 * point), 1)
        return cv2.dilate(rules, np.ones((2 * fringe + 1, 2 * fringe + 1), np.uint8))

    def erased(self, ink: Ink, point: float) -> Ink:
        """The pixels to paint over so that rules and box edges go and what touches or crosses them stays.

        Under a letter that rests on a rule the rule stays too, for it may be the letter's own foot.
        """
        edge = max(round(EDGE * point), 2)
        lines = self.lines(point)
        beyond, within = ink & ~lines, ink & lines
        resting = cv2.morphologyEx(_grown(beyond, within, edge, (3, 1), self.across), cv2.MORPH_CLOSE, _row(round(4 * point) | 1))
        crossing = (resting & within) | _grown(beyond, within, edge, (1, 3), self.down)
        return lines & ~crossing


def _overlap(one: Cell, other: Cell) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > 0 and min(one.bottom, other.bottom) > max(one.top, other.top)


def find(ink: Ink, point: float, *, printed: bool) -> Ruling:
    """Rules and cells; `point` is the size of a typographic point in pixels, `printed` that the rules have been through a scanner."""
    across = _runs(ink, point, _row, printed=printed)
    down = _runs(ink, point, _column, printed=printed)
    reach = 2 * max(round(1.2 * point), 1) + 1
    cells = _cells(cv2.dilate(across, _row(reach)) | cv2.dilate(down, _column(reach)), point)
    boxes = tuple(
        cell for cell in cells if _is_box(cell, across, down, point) and not (printed and _is_letter(cell, across, down, ink, point))
    )
    length = max(round(LONG_RULE * point), 5)
    long_across, long_down = _opened(across, _row(length)), _opened(down, _column(length))
    if printed:
        long_across, long_down = (
            long_across | _spanning(across, long_down, _row(2 * reach)),
            long_down | _spanning(down, long_across, _column(2 * reach)),
        )
    return Ruling(long_across, long_down, across | down, cells, boxes)


def _spanning(short: Ink, long: Ink, reach: Ink) -> Ink:
    """Short runs that lead from one long rule to another across their direction, as the edge of a low cell does."""
    near = cv2.dilate(long, reach)
    pieces = np.zeros_like(short)
    outlines, _ = cv2.findContours(short, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        left, top, width, height = cv2.boundingRect(outline)
        ends = ((top, left), (top, left + width - 1)) if width > height else ((top, left), (top + height - 1, left))
        if all(near[end] for end in ends):
            pieces[top : top + height, left : left + width] = short[top : top + height, left : left + width]
    return pieces


def _row(length: int) -> Ink:
    """A kernel of an odd length: OpenCV shifts what it opens with an even one."""
    return np.ones((1, length | 1), np.uint8)


def _column(length: int) -> Ink:
    return np.ones((length | 1, 1), np.uint8)


def _opened(ink: Ink, kernel: Ink) -> Ink:
    """What of the ink is at least as large as the kernel."""
    return cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)


def _is_box(cell: Cell, across: Ink, down: Ink, point: float) -> bool:
    """Whether a cell has the size of a box for one mark, and straight edges all along its four sides."""
    least, width, height = BOX
    right_size = least * point <= cell.right - cell.left <= width * point and least * point <= cell.bottom - cell.top <= height * point
    if not right_size or cell.filling < 0.85:
        return False
    edge = max(round(2 * point), 2)
    rows, columns = slice(cell.top, cell.bottom), slice(cell.left, cell.right)
    sides = (
        across[max(cell.top - edge, 0) : cell.top + 1, columns].any(axis=0),
        across[cell.bottom - 1 : cell.bottom + edge, columns].any(axis=0),
        down[rows, max(cell.left - edge, 0) : cell.left + 1].any(axis=1),
        down[rows, cell.right - 1 : cell.right + edge].any(axis=1),
    )
    return all(np.count_nonzero(side) > 0.75 * side.size for side in sides)


def _is_letter(cell: Cell, across: Ink, down: Ink, ink: Ink, point: float) -> bool:
    """Whether a cell is white inside or between bold letters: round corners, edges that do not meet, strokes as thick as no box has."""
    return _is_round(cell, ink, point) or _is_open(cell, across, down, point) or _is_heavy(cell, ink, point)


def _is_round(cell: Cell, ink: Ink, point: float) -> bool:
    margin = max(round(0.5 * point), 1)
    inner = ink[cell.top + margin : cell.bottom - margin, cell.left + margin : cell.right - margin] > 0
    high, wide = (max(round(0.2 * side), 1) for side in inner.shape)
    corners = (inner[:high, :wide], inner[:high, -wide:], inner[-high:, :wide], inner[-high:, -wide:])
    rounded = sum(corner.mean() > 0.25 for corner in corners)
    middle = inner[2 * high : -2 * high, 2 * wide : -2 * wide]
    return bool(rounded >= 2 and middle.size and middle.mean() < 0.08)


def _is_open(cell: Cell, across: Ink, down: Ink, point: float) -> bool:
    """Whether an edge ends well before a corner, as an arm of a C does before the letter beside it."""
    edge = max(round(2 * point), 2)
    end_across, end_down = (max(round(0.2 * side), 2) for side in (cell.right - cell.left, cell.bottom - cell.top))
    rows = (slice(max(cell.top - edge, 0), cell.top + 1), slice(cell.bottom - 1, cell.bottom + edge))
    columns = (slice(max(cell.left - edge, 0), cell.left + 1), slice(cell.right - 1, cell.right + edge))
    ends = (slice(cell.left, cell.left + end_across), slice(cell.right - end_across, cell.right))
    heads = (slice(cell.top, cell.top + end_down), slice(cell.bottom - end_down, cell.bottom))
    parts = [across[row, end].any(axis=0).mean() for row in rows for end in ends]
    parts += [down[head, column].any(axis=1).mean() for column in columns for head in heads]
    return min(parts) < 0.5


def _is_heavy(cell: Cell, ink: Ink, point: float) -> bool:
    wide, high, reach = cell.right - cell.left, cell.bottom - cell.top, max(round(3.5 * point), 3)
    columns = slice(cell.left + wide // 3, cell.right - wide // 3)
    rows = slice(cell.top + high // 3, cell.bottom - high // 3)
    strokes = sorted(
        (
            (ink[max(cell.top - reach, 0) : cell.top, columns] > 0).sum(axis=0).mean(),
            (ink[cell.bottom : cell.bottom + reach, columns] > 0).sum(axis=0).mean(),
            (ink[rows, max(cell.left - reach, 0) : cell.left] > 0).sum(axis=1).mean(),
            (ink[rows, cell.right : cell.right + reach] > 0).sum(axis=1).mean(),
        )
    )
    return bool(strokes[1] > HEAVY * min(wide, high))


def _runs(ink: Ink, point: float, along: Callable[[int], Ink], *, printed: bool) -> Ink:
    """Straight runs of ink along rows or columns, none thicker than a rule; gaps closed where a scanner may have made them."""
    if printed:
        pieces = _opened(ink, along(max(round(5 * point), 3)))
        ink = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, along(max(round(1.0 * point), 1) + 1))
    runs = _opened(ink, along(max(round(SHORT_RULE * point), 5)))
    bars = _opened(runs, along(max(round(THICKEST_RULE * point), 2) + 1).T)
    return cv2.subtract(runs, bars)


def _grown(beyond: Ink, ink: Ink, steps: int, direction: tuple[int, int], rules: Ink) -> Ink:
    """Ink that goes on from beyond the rules straight across them, as the tail of a letter does."""
    kernel = np.ones(direction, np.uint8)
    along = cv2.dilate(rules, np.ones((3, 3), np.uint8))
    grown = beyond
    for _ in range(steps):
        grown = cv2.dilate(grown, kernel) & ink & along
    return grown


def _cells(walls: Ink, point: float) -> tuple[Cell, ...]:
    outlines, nesting = cv2.findContours(cv2.bitwise_not(walls), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    height, width = walls.shape
    cells = []
    tops = np.flatnonzero(nesting[0][:, 3] < 0).tolist() if outlines else []
    for outline in (outlines[index] for index in tops):
        left, top, across, down = cv2.boundingRect(outline)
        outside = left == 0 or top == 0 or left + across == width or top + down == height
        if not outside and min(across, down) >= BOX[0] * point:
            area = cv2.contourArea(outline) + across + down
            cells.append(Cell(left, top, left + across, top + down, area / (across * down)))
    return tuple(cells)
