"""The words of a PDF page's own text layer, with their real boxes."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import pi
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdf

GAP_BETWEEN_WORDS = 0.8
"""Of the characters' height, and at least 4 points: a wider gap divides two words even where the layer holds no space."""

HYPHEN_AT_LINE_END = "\ufffe"
"""How pdfium hands out a hyphen that ends a line."""

INVISIBLE = (pdf.FPDF_TEXTRENDERMODE_INVISIBLE, pdf.FPDF_TEXTRENDERMODE_CLIP)


Box = tuple[float, float, float, float]

TextPage = Any
"""pdfium's own handle of a page's text: pypdfium2's wrapper costs as much as the question does."""


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

    def placed(self, boxes: Sequence[Box]) -> list[Box]:
        """Boxes (left, bottom, right, top in points) as (left, top, right, bottom) in fractions."""
        points = np.asarray(boxes, np.float64).reshape(-1, 4)
        left, right = ((points[:, side] - self.left) / (self.right - self.left) for side in (0, 2))
        top, bottom = ((self.top - points[:, side]) / (self.top - self.bottom) for side in (3, 1))
        edges = (
            (left, top, right, bottom),
            (1 - bottom, left, 1 - top, right),
            (1 - right, 1 - bottom, 1 - left, 1 - top),
            (top, 1 - right, bottom, 1 - left),
        )[self.quarter_turns]
        return [tuple(box) for box in np.column_stack(edges).tolist()]


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
        found = list(_words(textpage.raw, _text(textpage), frame.quarter_turns))
    finally:
        textpage.close()
    placed = [word._replace(box=box) for word, box in zip(found, frame.placed([word.box for word in found]))]
    return [word for word in placed if 0 <= word.box[0] + word.box[2] <= 2 and 0 <= word.box[1] + word.box[3] <= 2]


def _words(textpage: TextPage, text: str, turned: int) -> Iterator[LayerWord]:
    """Words whose boxes are still in points: left, bottom, right, top."""
    edges = (ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double())
    styles: dict[int, _Style] = {}
    for match in re.finditer(r"[^\s\x00-\x20]+", text):
        for start, end, box in _parts(textpage, *match.span(), edges):
            part = pdf.FPDFText_GetTextObject(textpage, start)
            address = ctypes.addressof(part.contents) if part else 0
            style = styles.get(address) or styles.setdefault(address, _style(textpage, start, part))
            if style.visible:
                yield LayerWord(_written(text[start:end]), box, (turned + style.turn) % 4, end - start == 1 and _is_symbol_font(part))


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


class _Style(NamedTuple):
    """What all characters of one text object share."""

    visible: bool
    turn: int


def _style(textpage: TextPage, index: int, part: "pdf.FPDF_PAGEOBJECT") -> _Style:
    turn = round(pdf.FPDFText_GetCharAngle(textpage, index) * 2 / pi)
    if not part:
        return _Style(visible=True, turn=turn)
    return _Style(pdf.FPDFTextObj_GetTextRenderMode(part) not in INVISIBLE, turn)


Edges = tuple[ctypes.c_double, ctypes.c_double, ctypes.c_double, ctypes.c_double]
"""Room for the four answers of pdfium's questions about boxes."""


def _parts(textpage: TextPage, start: int, end: int, edges: Edges) -> Sequence[tuple[int, int, Box]]:
    """A run of characters without a space, as the one word that it mostly is, or divided where it jumps across the page."""
    left, top, right, bottom = edges
    if pdf.FPDFText_CountRects(textpage, start, end - start) == 1:
        pdf.FPDFText_GetRect(textpage, 0, left, top, right, bottom)
        return ((start, end, (left.value, bottom.value, right.value, top.value)),)
    parts: list[tuple[int, int, Box]] = []
    boxes: list[Box] = []
    for index in range(start, end):
        pdf.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        box = (left.value, bottom.value, right.value, top.value)
        if boxes and _parted(boxes[-1], box):
            parts.append((index - len(boxes), index, _around(boxes)))
            boxes = []
        boxes.append(box)
    parts.append((end - len(boxes), end, _around(boxes)))
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


def _is_symbol_font(part: "pdf.FPDF_PAGEOBJECT") -> bool:
    if not part:
        return False
    font = pdf.FPDFTextObj_GetFont(part)
    name = ctypes.create_string_buffer(64)
    pdf.FPDFFont_GetBaseFontName(font, name, 64)
    return any(family in name.value.lower() for family in (b"dingbat", b"wingding", b"webding"))
