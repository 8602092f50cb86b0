"""The words of a PDF page's own text layer, with their real boxes."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import pi
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

GAP_BETWEEN_WORDS = 0.8
"""Of the characters' height, and at least 4 points: a wider gap divides two words even where the layer holds no space."""

HYPHEN_AT_LINE_END = "\ufffe"
"""How pdfium hands out a hyphen that ends a line."""

INVISIBLE = (pdf.FPDF_TEXTRENDERMODE_INVISIBLE, pdf.FPDF_TEXTRENDERMODE_CLIP)


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

    def place(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A box (left, bottom, right, top in points) as (left, top, right, bottom) in fractions."""
        left = (box[0] - self.left) / (self.right - self.left)
        right = (box[2] - self.left) / (self.right - self.left)
        top = (self.top - box[3]) / (self.top - self.bottom)
        bottom = (self.top - box[1]) / (self.top - self.bottom)
        match self.quarter_turns:
            case 1:
                return 1 - bottom, left, 1 - top, right
            case 2:
                return 1 - right, 1 - bottom, 1 - left, 1 - top
            case 3:
                return top, 1 - right, bottom, 1 - left
        return left, top, right, bottom


@dataclass(frozen=True, slots=True)
class LayerWord:
    """A word: (left, top, right, bottom) in fractions of the page as displayed; `turn`: clockwise quarter turns of its direction.

    `symbols` says that it is set in a font of symbols, whose characters mean something else than they say.
    """

    text: str
    box: tuple[float, float, float, float]
    turn: int
    symbols: bool = False


def words(page: pdfium.PdfPage, frame: Frame) -> list[LayerWord]:
    """The layer's words that are on the page and not of the invisible kind, in the order in which the layer holds them."""
    textpage = page.get_textpage()
    try:
        return [word for word in _words(textpage, frame) if 0 <= _middle(word, 0) <= 1 and 0 <= _middle(word, 1) <= 1]
    finally:
        textpage.close()


def _middle(word: LayerWord, axis: int) -> float:
    return (word.box[axis] + word.box[axis + 2]) / 2


def _words(textpage: pdfium.PdfTextPage, frame: Frame) -> Iterator[LayerWord]:
    count = textpage.count_chars()
    text = textpage.get_text_range() if count else ""
    if len(text) != count:
        text = "".join(chr(pdf.FPDFText_GetUnicode(textpage, index) or 0x20) for index in range(count))
    edges = (ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double())
    styles: dict[int, _Style] = {}
    for match in re.finditer(r"[^\s\x00-\x20]+", text):
        for start, end, box in _parts(textpage, match.start(), match.end(), edges):
            part = pdf.FPDFText_GetTextObject(textpage, start)
            address = ctypes.addressof(part.contents) if part else 0
            style = styles.get(address) or styles.setdefault(address, _style(textpage, start, part))
            if style.visible:
                written = text[start:end].replace(HYPHEN_AT_LINE_END, "-")
                turn = (frame.quarter_turns + style.turn) % 4
                yield LayerWord(written, frame.place(box), turn, symbols=end - start == 1 and _is_symbol_font(part))


class _Style(NamedTuple):
    """What all characters of one text object share."""

    visible: bool
    turn: int


def _style(textpage: pdfium.PdfTextPage, index: int, part: "pdf.FPDF_PAGEOBJECT") -> _Style:
    turn = round(pdf.FPDFText_GetCharAngle(textpage, index) * 2 / pi)
    if not part:
        return _Style(visible=True, turn=turn)
    return _Style(pdf.FPDFTextObj_GetTextRenderMode(part) not in INVISIBLE, turn)


Box = tuple[float, float, float, float]
"""left, bottom, right, top in points."""

Edges = tuple[ctypes.c_double, ctypes.c_double, ctypes.c_double, ctypes.c_double]
"""Room for the four answers of pdfium's questions about boxes."""


def _parts(textpage: pdfium.PdfTextPage, start: int, end: int, edges: Edges) -> Iterator[tuple[int, int, Box]]:
    """A run of characters without a space, as the one word that it mostly is, or divided where it jumps across the page."""
    left, top, right, bottom = edges
    if pdf.FPDFText_CountRects(textpage, start, end - start) == 1:
        pdf.FPDFText_GetRect(textpage, 0, left, top, right, bottom)
        yield start, end, (left.value, bottom.value, right.value, top.value)
        return
    boxes: list[Box] = []
    for index in range(start, end):
        pdf.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
        box = (left.value, bottom.value, right.value, top.value)
        if boxes and _parted(boxes[-1], box):
            yield index - len(boxes), index, _around(boxes)
            boxes = []
        boxes.append(box)
    yield end - len(boxes), end, _around(boxes)


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
