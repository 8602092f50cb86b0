"""A page that is only a picture: straightened, its rules and boxes found, its lines recognised, its single marks looked at."""

from dataclasses import dataclass, field
from itertools import pairwise

import cv2
import numpy as np

from . import marks, words
from .bilevel import smoothed
from .ocr import Ocr, Reading
from .ruling import Cell, Ink, find
from .sheet import Box, Sheet, Text, Tick
from .straighten import Picture, Straight, level, straighten

PAGE_LENGTHS = (250.0, 792.0, 1500.0)
"""Points of a page's longer side: least, where nothing tells, most. Outside of these, what a file says of itself is not believed."""

PLAIN, FAINT = 20, 13
"""Steps of grey between ink and paper: of print, and of thin rules in a poor scan."""

LEAST_ROW = 3.2
"""Points: capitals of the smallest print."""

MARGIN = 0.4
"""Of a line's height: white that is left above and below it for the recogniser."""

LEAST_CERTAIN = 0.75
"""Probability below which a stray character is dirt."""

STROKES = frozenset("1Il|!/")
"""What remains of a rule is taken for one of these."""

MOST_STRAYS = 80
"""More unexplained spots than this are noise or a picture, not characters."""


@dataclass(slots=True)
class _Cuttings:
    """Cut-outs of the page that are to be recognised together; `boxes` come first, then `lines`."""

    boxes: list[tuple[Cell, Box, Picture]] = field(default_factory=list)
    lines: list[tuple[int, int, int, int]] = field(default_factory=list)


def read(picture: Picture, ocr: Ocr, length: float) -> Sheet:
    """The page in this picture, grey, 0 is ink; `length` is what its longer side is said to measure, in points."""
    least, usual, most = PAGE_LENGTHS
    point = max(picture.shape) / (length if least <= length <= most else usual)
    straight = straighten(level(smoothed(picture)))
    sheet, clean, cuttings = _prepared(straight, point)
    if not sheet.ink.any() and not sheet.ticks:
        return sheet
    found = ocr.lines(clean)
    turn = _turn(clean, found, ocr)
    if turn:
        sheet, clean, cuttings = _prepared(straight.turned(turn), point)
        found = ocr.lines(clean)
    cuttings.lines = _divided(found, sheet)
    readings = ocr.read(
        [picture for _, _, picture in cuttings.boxes] + [clean[top:bottom, left:right] for left, top, right, bottom in cuttings.lines]
    )
    for (cell, ink, _), reading in zip(cuttings.boxes, readings):
        _settle(sheet, cell, ink, reading)
    for (left, top, right, bottom), reading in zip(cuttings.lines, readings[len(cuttings.boxes) :]):
        sheet.words += words.of_line(reading, sheet.ink[top:bottom, left:right], left, top)
    _strays(sheet, clean, ocr)
    marks.as_ticks(sheet)
    return sheet


def binarised(picture: Picture, point: float, contrast: int = PLAIN) -> Ink:
    """Ink: what is darker by that much than the paper around it."""
    window = 2 * round(6 * point) + 1
    return cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, contrast)


def _prepared(straight: Straight, point: float) -> tuple[Sheet, Picture, _Cuttings]:
    """The sheet with its rules erased and its boxes emptied, the clean picture, and what was in the boxes."""
    picture = straight.picture
    ink = binarised(picture, point)
    ruling = find(ink, point, printed=True).with_boxes_of(find(binarised(picture, point, FAINT), point, printed=True))
    erased = ruling.erased(ink, point)
    clean = picture.copy()
    clean[erased > 0] = 255
    sheet = Sheet(straight, _without_specks(ink & ~erased, point), ruling, point)
    cuttings = _Cuttings()
    for cell in ruling.boxes:
        box, pieces = marks.inside(cell, sheet.ink, point)
        if box is None:
            sheet.ticks.append(Tick(marks.edges(cell), None, "", marks.EMPTY))
        elif pieces <= marks.MOST_PIECES:
            cuttings.boxes.append((cell, box, _framed(clean, box)))
        if box is None or pieces <= marks.MOST_PIECES:
            clean[cell.top : cell.bottom, cell.left : cell.right] = 255
    return sheet, clean, cuttings


def _without_specks(ink: Ink, point: float) -> Ink:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    speck = stats[:, cv2.CC_STAT_AREA] < (0.5 * point) ** 2
    speck[0] = False
    return np.where(speck[labels], np.uint8(0), ink)


def _framed(picture: Picture, box: Box) -> Picture:
    """The cut-out with white around it, as the recogniser knows characters."""
    left, top, right, bottom = round(box.left), round(box.top), round(box.right), round(box.bottom)
    margin = max(round(0.3 * (bottom - top)), 2)
    return cv2.copyMakeBorder(picture[top:bottom, left:right], margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=255)


def _turn(picture: Picture, lines: np.ndarray, ocr: Ocr) -> int:
    """How many turns of 90° against the clock make the page upright."""
    width, height = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    long = (np.maximum(width, height) > 4 * np.minimum(width, height)).nonzero()[0]
    if not len(long):
        return 0
    sideways = bool((height[long] > width[long]).sum() * 2 > len(long))
    longest = long[np.argsort(-np.maximum(width, height)[long])][:9]
    crops = [picture[max(top, 0) : bottom, max(left, 0) : right] for left, top, right, bottom in lines[longest].tolist()]
    crops = [_start(cv2.rotate(crop, cv2.ROTATE_90_COUNTERCLOCKWISE) if sideways else crop) for crop in crops]
    return int(sideways) + (2 if ocr.upside_down(crops) else 0)


def _start(line: Picture) -> Picture:
    """The first part of a line: the classifier looks at a picture four times as wide as high."""
    return line[:, : 5 * line.shape[0]]


def _divided(lines: np.ndarray, sheet: Sheet) -> list[tuple[int, int, int, int]]:
    """Lines of text; those that run across an upright rule cut in two there, and two that were taken for one."""
    height, width = sheet.ruling.down.shape
    parts: list[tuple[int, int, int, int]] = []
    for x0, y0, x1, y1 in lines.tolist():
        left, top, right, bottom = max(x0, 0), max(y0, 0), min(x1, width), min(y1, height)
        quarter = (bottom - top) // 4
        core = sheet.ruling.down[top + quarter : bottom - quarter, left:right]
        if not core.size:
            continue
        rules = words.runs((core > 0).mean(axis=0) > 0.9)
        edges = [left, *(left + (first + last) // 2 for first, last in rules), right]
        for start, end in pairwise(edges):
            if end - start >= max(3, 1.5 * sheet.point):
                parts += [_fitted(sheet, start, first, end, last) for first, last in _rows(sheet, start, top, end, bottom)]
    return parts


def _rows(sheet: Sheet, left: int, top: int, right: int, bottom: int) -> list[tuple[int, int]]:
    """The one row of text that this is, or the two, when white or next to it lies between them; what hangs in from outside is left out."""
    inked = (sheet.ink[top:bottom, left:right] > 0).sum(axis=1)
    if not inked.any():
        return []
    first, last = np.flatnonzero(inked)[[0, -1]].tolist()
    least = round(LEAST_ROW * sheet.point)
    if last + 1 - first < 2 * least + 2:
        return [(top, bottom)]
    valley = first + least + int(inked[first + least : last + 1 - least].argmin())
    above, below = words.runs(inked[:valley] > 0), words.runs(inked[valley:] > 0)
    high = [max((last - first for first, last in part), default=0) for part in (above, below)]
    if min(high) < least or inked[valley] > 0.06 * inked.max():
        return [(top, bottom)]
    if above[0][0] == 0 and below[-1][1] != len(inked) - valley:
        return [(top + valley, bottom)]
    if below[-1][1] == len(inked) - valley and above[0][0] > 0:
        return [(top, top + valley)]
    return [(top, top + valley), (top + valley, bottom)]


def _fitted(sheet: Sheet, left: int, top: int, right: int, bottom: int) -> tuple[int, int, int, int]:
    """The line with the usual white above and below it: where the detector's box ends is chance, and letters are read by their size."""
    core = words.core_of(sheet.ink[top:bottom, left:right])
    margin = round(MARGIN * (core[1] - core[0]))
    return left, max(top, top + core[0] - margin), right, min(bottom, top + core[1] + margin)


def _settle(sheet: Sheet, cell: Cell, ink: Box, reading: Reading) -> None:
    """Decides whether the ink in a box is a mark, a letter or more text."""
    text, certain = reading.text, reading.certainty
    cut = np.s_[round(ink.top) : round(ink.bottom), round(ink.left) : round(ink.right)]
    cross = marks.is_cross(sheet.ink[cut])
    if text and not cross and certain > 0.6 and text.isalnum() and text not in marks.IN_A_BOX:
        sheet.words.append(Text(text, 100 * certain, ink))
    else:
        mark = "X" if cross or text in marks.CROSSES else "✓"
        sheet.ticks.append(Tick(marks.edges(cell), ink, mark, max(100 * certain, marks.DRAWN)))


def _strays(sheet: Sheet, clean: Picture, ocr: Ocr) -> None:
    """Characters that the detector passed over: spots of ink of a letter's size, recognised one by one."""
    point, ink = sheet.point, sheet.without_known()
    spots = [
        (round(spot.left), round(spot.top), round(spot.right), round(spot.bottom))
        for spot in sheet.unexplained(join=(1.5, 0.8))
        if 4 * point <= spot.height <= 22 * point and 1.5 * point <= spot.width <= 60 * point
    ]
    if not 0 < len(spots) <= MOST_STRAYS:
        return
    places = [_widened(spot, ink.shape) for spot in spots]
    readings = ocr.read([clean[top:bottom, left:right] for left, top, right, bottom in places])
    for (left, top, right, bottom), reading in zip(places, readings):
        text = reading.text
        if text in STROKES and bottom - top > 3 * (right - left):
            continue
        if reading.certainty > LEAST_CERTAIN and any(character.isalnum() or character in "$%#&" for character in text):
            sheet.words += words.of_line(reading, ink[top:bottom, left:right], left, top)


def _widened(spot: tuple[int, int, int, int], shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    left, top, right, bottom = spot
    margin = max((bottom - top) // 4, 2)
    return max(left - margin, 0), max(top - margin, 0), min(right + margin, shape[1]), min(bottom + margin, shape[0])
