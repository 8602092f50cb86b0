"""A PDF page that has a text layer: its words as the layer gives them, its rules and marks as they are drawn."""

from collections import Counter
from collections.abc import Sequence

import cv2
import numpy as np
import pypdfium2 as pdfium

from . import marks
from .ruling import Ink, find
from .sheet import Box, Sheet, Text, Tick
from .straighten import Straight, in_rows
from .text_layer import LayerWord

RESOLUTION = 72
"""Dots per inch at which rules, boxes and strokes of a drawn page are told apart."""

MOST_RENDERED = 4000
"""Pixels of the longer side."""

MOST_UNREAD = 20
"""Shapes of a letter's size, alone or run together, that may be a logo; more are text."""

CERTAIN = 99.9
"""Confidence of a word that was not guessed."""


def read(page: pdfium.PdfPage, layer: Sequence[LayerWord]) -> tuple[Sheet, list[LayerWord]]:
    """The sheet, upright as most of its words run, and the words that run in another direction."""
    turn = Counter(word.turn for word in layer).most_common(1)[0][0]
    straight = picture(page, min(RESOLUTION, MOST_RENDERED / max(page.get_size()) * 72)).turned(turn)
    point = max(straight.width, straight.height) / max(page.get_size())
    ink = cv2.adaptiveThreshold(straight.picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 2 * round(8 * point) + 1, 12)
    boxes = straight.boxes([word.box for word in layer])
    ruling = find(ink, point, printed=False).without_letters([box for box, word in zip(boxes, layer) if len(word.text) > 1])
    sheet = Sheet(straight, ink & ~ruling.lines(point), ruling, point)
    seen = _seen(ink, boxes)
    for word, box, visible in zip(layer, boxes, seen):
        if visible and word.turn == turn:
            sheet.words.append(Text(word.text, CERTAIN, Box(*box), word.symbols))
    marks.as_ticks(sheet)
    _tick_boxes(sheet)
    sheet.spots = sheet.unexplained()
    sheet.ticks += marks.drawn_crosses(sheet)
    return sheet, [word for word, visible in zip(layer, seen) if visible and word.turn != turn]


def much_unread(sheet: Sheet) -> bool:
    """Whether the page shows letters that its layer does not hold: values that are pictures or outlines, a scan with a stamp of text."""
    point = sheet.point
    rows = [spot for spot in sheet.spots if 3.5 * point <= spot.height <= 14 * point and point <= spot.width <= 80 * point]
    return sum(max(1.0, spot.width / spot.height) for spot in rows) > MOST_UNREAD


def prefer_layer(sheet: Sheet, layer: Sequence[LayerWord]) -> None:
    """Puts the layer's words in place of those that were recognised from the picture where they stand."""
    boxes = [Box(*box) for box in sheet.straight.boxes([word.box for word in layer])]
    seen = _seen(sheet.ink, boxes)
    marks_there = [tick.ink for tick in sheet.ticks if tick.ink]
    certain = [
        Text(word.text, CERTAIN, box)
        for word, box, visible in zip(layer, boxes, seen)
        if visible and not word.symbols and not (len(word.text) == 1 and any(ink.holds(box.middle) for ink in marks_there))
    ]
    sheet.words = [
        word for word in sheet.words if not any(other.box.holds(word.box.middle) or word.box.holds(other.box.middle) for other in certain)
    ] + certain


def picture(page: pdfium.PdfPage, dpi: float) -> Straight:
    """The page as it is displayed, in greys; not straightened."""
    bitmap = page.render(scale=dpi / 72, grayscale=True, may_draw_forms=True, maybe_alpha=False)
    grey = np.ascontiguousarray(bitmap.to_numpy().reshape(bitmap.height, bitmap.width))
    bitmap.close()
    return Straight(grey, np.eye(3)[:2], grey.shape[1], grey.shape[0])


def _seen(ink: Ink, boxes: Sequence[tuple[float, float, float, float]]) -> list[bool]:
    """Whether there is ink where each word is said to be: white words on white paper, and covered ones, have none."""
    height, width = ink.shape
    edges = in_rows(boxes)
    left, top = np.floor(edges[:, 0]).clip(0, width - 1).astype(int), np.floor(edges[:, 1]).clip(0, height - 1).astype(int)
    right, bottom = np.ceil(edges[:, 2]).clip(1, width).astype(int), np.ceil(edges[:, 3]).clip(1, height).astype(int)
    right, bottom = np.maximum(right, left + 1), np.maximum(bottom, top + 1)
    sums = cv2.integral(ink)
    inked = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    seen: list[bool] = (inked > 0).tolist()
    return seen


def _tick_boxes(sheet: Sheet) -> None:
    """Boxes without a word in them: empty, or with strokes drawn in them."""
    taken = {(tick.place.left, tick.place.top) for tick in sheet.ticks}
    free = [cell for cell in sheet.ruling.boxes if (cell.left, cell.top) not in taken]
    edges = np.array([marks.edges(cell) for cell in free]).reshape(-1, 4, 1)
    left, top, right, bottom = in_rows([word.box for word in sheet.words]).T
    across, down = (left + right) / 2, (top + bottom) / 2
    inside = (edges[:, 0] <= across) & (across < edges[:, 2]) & (edges[:, 1] <= down) & (down < edges[:, 3])
    for cell, is_written in zip(free, np.asarray(inside.any(axis=1))):
        if is_written:
            continue
        ink, _ = marks.inside(cell, sheet.ink, sheet.point)
        if ink is None:
            sheet.ticks.append(Tick(marks.edges(cell), None, "", marks.EMPTY))
        else:
            text = "X" if marks.looks_crossed(sheet, ink) else "✓"
            sheet.ticks.append(Tick(marks.edges(cell), ink, text, marks.DRAWN))
