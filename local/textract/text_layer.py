"""The words of a PDF page's own text layer, with their real boxes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import pi
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from . import questions

GAP_BETWEEN_WORDS = 0.8
"""Of the characters' height, and at least 4 points: a wider gap divides two words even where the layer holds no space."""

HYPHEN_AT_LINE_END = "\ufffe"
"""How pdfium hands out a hyphen that ends a line."""

INVISIBLE = (pdf.FPDF_TEXTRENDERMODE_INVISIBLE, pdf.FPDF_TEXTRENDERMODE_CLIP)

FONTS_OF_SYMBOLS = (b"dingbat", b"wingding", b"webding")

RUN_OF_CHARACTERS = re.compile(r"[^\s\x00-\x20]+")

Box = tuple[float, float, float, float]

Run = tuple[int, int]
"""Characters of the page's text: first, past the last."""


@dataclass(frozen=True, slots=True)
class Frame:
    """From a page's user space (points, origin bottom-left) to fractions of the page as displayed, origin top-left."""

    left: float
    bottom: float
    right: float
    top: float
    quarter_turns: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> "Frame":
        """The frame of a page; its width and height are never zero."""
        box = pdf.FS_RECTF()
        pdf.FPDF_GetPageBoundingBox(page, box)
        right, top = max(box.right, box.left + 1), max(box.top, box.bottom + 1)
        return cls(box.left, box.bottom, right, top, pdf.FPDFPage_GetRotation(page) % 4)

    def placed(self, points: questions.Boxes) -> list[Box]:
        """Boxes (left, bottom, right, top in points) as (left, top, right, bottom) in fractions."""
        left, right = ((points[:, side] - self.left) / (self.right - self.left) for side in (0, 2))
        top, bottom = ((self.top - points[:, side]) / (self.top - self.bottom) for side in (3, 1))
        edges = (
            (left, top, right, bottom),
            (1 - bottom, left, 1 - top, right),
            (1 - right, 1 - bottom, 1 - left, 1 - top),
            (top, 1 - right, bottom, 1 - left),
        )[self.quarter_turns]
        return list(map(tuple, np.column_stack(edges).tolist()))


class LayerWord(NamedTuple):
    """A word: (left, top, right, bottom) in fractions of the page as displayed; `turn`: clockwise quarter turns of its direction.

    `symbols` says that it is set in a font of symbols, whose characters mean something else than they say.
    """

    text: str
    box: Box
    turn: int
    symbols: bool = False


def words(page: pdfium.PdfPage, frame: Frame) -> list[LayerWord]:
    """The layer's words that are on the page and not of the invisible kind, in the order in which the layer holds them."""
    textpage = page.get_textpage()
    try:
        text, asked = _text(textpage), questions.handle(textpage)
        runs, boxes = _runs(asked, text)
        looks = _looks(asked, runs)
    finally:
        textpage.close()
    return [
        LayerWord(_written(text[start:end]), box, (frame.quarter_turns + look.turn) % 4, look.symbols)
        for (start, end), box, look in zip(runs, frame.placed(boxes), looks)
        if look.visible and 0 <= box[0] + box[2] <= 2 and 0 <= box[1] + box[3] <= 2
    ]


def _runs(textpage: questions.Handle, text: str) -> tuple[list[Run], questions.Boxes]:
    """Runs of characters without a space between them, with the box of each; those that jump across the page divided where they do."""
    runs = [match.span() for match in RUN_OF_CHARACTERS.finditer(text)]
    whole, boxes = questions.boxes_of_runs(textpage, runs)
    if all(whole):
        return runs, boxes
    parts: list[Run] = []
    places: list[Box] = []
    for run, is_whole, box in zip(runs, whole, boxes.tolist()):
        divided = [(run, box)] if is_whole else _parts(textpage, *run)
        parts += [part for part, _ in divided]
        places += [place for _, place in divided]
    return parts, np.array(places)


def _text(textpage: pdfium.PdfTextPage) -> str:
    """The layer's text, one character for each that pdfium counts."""
    count = textpage.count_chars()
    text: str = textpage.get_text_range() if count else ""
    if len(text) == count:
        return text
    return "".join(chr(pdf.FPDFText_GetUnicode(textpage, index) or 0x20) for index in range(count))


def _written(text: str) -> str:
    if text.isascii():
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace(HYPHEN_AT_LINE_END, "-")


class _Look(NamedTuple):
    """What all characters of one text object share; `symbols` is asked only for single characters."""

    visible: bool
    turn: int
    symbols: bool


def _looks(textpage: questions.Handle, runs: Sequence[Run]) -> list[_Look]:
    """How each run is printed, as its first character is."""
    known: dict[tuple[questions.Handle, bool], _Look] = {}
    looks = []
    for start, end in runs:
        part = questions.text_object(textpage, start), end - start == 1
        look = known.get(part)
        if look is None:
            look = known[part] = _look(textpage, start, *part)
        looks.append(look)
    return looks


def _look(textpage: questions.Handle, index: int, part: questions.Handle, single: bool) -> _Look:
    turn = round(questions.angle(textpage, index) * 2 / pi)
    visible = not part or questions.render_mode(part) not in INVISIBLE
    symbols = bool(part) and single and any(family in questions.font_name(part).lower() for family in FONTS_OF_SYMBOLS)
    return _Look(visible, turn, symbols)


def _parts(textpage: questions.Handle, start: int, end: int) -> list[tuple[Run, Box]]:
    """A run of characters divided into words where it jumps across the page."""
    parts: list[tuple[Run, Box]] = []
    boxes: list[Box] = []
    for index, box in enumerate(questions.boxes_of_characters(textpage, start, end).tolist(), start):
        if boxes and _parted(boxes[-1], box):
            parts.append(((index - len(boxes), index), _around(boxes)))
            boxes = []
        boxes.append(box)
    parts.append(((end - len(boxes), end), _around(boxes)))
    return parts


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _parted(before: Box, after: Box) -> bool:
    """Whether two characters that follow one another in the layer stand apart on the page."""
    across = max(after[0] - before[2], before[0] - after[2])
    down = max(after[1] - before[3], before[1] - after[3])
    if across <= 4 and down <= 4:
        return False
    height = max(before[3] - before[1], after[3] - after[1], before[2] - before[0])
    return max(across, down) > GAP_BETWEEN_WORDS * height
