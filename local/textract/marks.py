"""Single marks: what is inside the boxes and cells that ruled lines make."""

import re
from collections.abc import Iterator

import cv2
import numpy as np

from .ruling import Cell, Ink
from .sheet import Box, Sheet, Text, Tick

CROSSES = frozenset("Xx×✕✖✗✘☒╳")
BOXED_CROSS = re.compile(r"[|\[({]+[Xx×][|\])}]*|[Xx×][|\])}]+")
"""A cross whose box was taken for brackets."""

CHECKS = frozenset("✓✔☑√")

IN_A_BOX = CROSSES | CHECKS | {"V", "v"}
"""What a mark in a box is recognised as: there, a V is a tick."""

LEAST_MARK = 2.5
"""Points: what is smaller in both directions is dirt."""

NARROW_CELL = 62.0
"""Points: a cell no wider holds a mark or a letter; in wider ones a single X is text."""

MOST_PIECES = 3
"""A mark that noise has broken is of so many; more are letters."""

EMPTY, DRAWN = 45.0, 90.0
"""Confidence of a box in which nothing was found, as low as Textract gives it, and of one in which there is ink."""


def inside(cell: Cell, ink: Ink, point: float) -> tuple[Box | None, int]:
    """Where the ink in a box is, edges left aside (None when there is none), and of how many pieces it is."""
    margin = max(round(0.8 * point), 1)
    left, top = cell.left + margin, cell.top + margin
    cutting = ink[top : cell.bottom - margin, left : cell.right - margin]
    if not cutting.any():
        return None, 0
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(cutting), connectivity=8)
    pieces = [piece for piece in stats[1:].tolist() if max(piece[2], piece[3]) >= LEAST_MARK * point]
    if not pieces:
        return None, 0
    box = Box(
        left + min(piece[0] for piece in pieces),
        top + min(piece[1] for piece in pieces),
        left + max(piece[0] + piece[2] for piece in pieces),
        top + max(piece[1] + piece[3] for piece in pieces),
    )
    return box, len(pieces)


def is_cross(ink: Ink) -> bool:
    """Whether a cut-out holds two strokes along its diagonals and little else: an X, not a Y, N or K."""
    height, width = ink.shape
    if min(height, width) < 4 or max(height, width) > 2.5 * min(height, width):
        return False
    size = 16
    shape = cv2.resize((ink > 0).astype(np.float32), (size, size), interpolation=cv2.INTER_AREA) > 0.35
    steps = np.arange(size)
    falling = np.abs(steps[:, None] - steps[None, :])
    rising = falling[:, ::-1]
    near = (falling <= 3) | (rising <= 3)
    covered = [(shape & (diagonal <= 2)).any(axis=1).mean() for diagonal in (falling, rising)]
    return bool(min(covered) >= 0.85 and (shape & near).sum() >= 0.82 * max(int(shape.sum()), 1))


def looks_crossed(sheet: Sheet, box: Box) -> bool:
    """Whether the ink at this place is a cross."""
    return is_cross(sheet.ink[round(box.top) : round(box.bottom), round(box.left) : round(box.right)])


def as_ticks(sheet: Sheet) -> None:
    """Turns words that are a lone cross or check mark in a narrow cell into ticks there."""
    cells = [cell for cell in sheet.ruling.cells if cell.right - cell.left <= NARROW_CELL * sheet.point]
    boxes = set(sheet.ruling.boxes)
    kept: list[Text] = []
    for word in sheet.words:
        mark = _mark(sheet, word)
        home = min((cell for cell in cells if cell.holds(*word.box.middle)), key=_area, default=None) if mark else None
        if len(word.text) > 1 and mark:
            sheet.ticks.append(Tick(word.box, word.box, mark, word.confidence))
        elif mark and home and not _company(home, word, sheet.words):
            sheet.ticks.append(Tick(edges(home) if home in boxes else word.box, word.box, mark, word.confidence, home in boxes))
        elif not word.symbol:
            kept.append(word)
    sheet.words = kept


def _mark(sheet: Sheet, word: Text) -> str:
    """What mark this word may be; empty when it is none. The ink decides where a font says nothing: a cross can extract as 6."""
    if len(word.text) > 1:
        return "X" if len(word.text) < 5 and BOXED_CROSS.fullmatch(word.text) else ""
    if word.text in CROSSES or ((word.symbol or word.text.isdigit()) and looks_crossed(sheet, word.box)):
        return "X"
    return "✓" if word.symbol or word.text in CHECKS else ""


def _area(cell: Cell) -> int:
    return (cell.right - cell.left) * (cell.bottom - cell.top)


def _company(cell: Cell, word: Text, words: list[Text]) -> bool:
    return any(other is not word and cell.holds(*other.box.middle) for other in words)


def edges(cell: Cell) -> Box:
    """The rectangle of a cell."""
    return Box(cell.left, cell.top, cell.right, cell.bottom)


def drawn_crosses(sheet: Sheet) -> Iterator[Tick]:
    """Crosses among the spots that nothing accounts for: drawn, not typed, and in no box."""
    least, most = 4 * sheet.point, 20 * sheet.point
    for spot in sheet.spots:
        if least <= spot.height <= most and least <= spot.width <= most and looks_crossed(sheet, spot):
            yield Tick(spot, spot, "X", DRAWN, boxed=False)
