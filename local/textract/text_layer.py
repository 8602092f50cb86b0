"""The words of a PDF page's own text layer, with their real boxes."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from .page import Corners, Word

GAP_BETWEEN_WORDS = 0.8
"""Of the characters' height, and at least 4 points: a wider gap divides two words even where the layer holds no space."""

HYPHEN_AT_LINE_END = "￾"
"""How pdfium hands out a hyphen that ends a line."""


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
        box = pdf.FS_RECTF()
        pdf.FPDF_GetPageBoundingBox(page, box)
        return cls(box.left, box.bottom, box.right, box.top, pdf.FPDFPage_GetRotation(page))

    def place(self, x: float, y: float) -> tuple[float, float]:
        across = (x - self.left) / (self.right - self.left)
        down = (self.top - y) / (self.top - self.bottom)
        match self.quarter_turns:
            case 1:
                return 1 - down, across
            case 2:
                return 1 - across, 1 - down
            case 3:
                return down, 1 - across
        return across, down

    def corners(self, left: float, bottom: float, right: float, top: float, turn: float) -> Corners:
        """The four corners of an upright box in user space, for text that runs at `turn` degrees, counter-clockwise."""
        points = ((left, top), (right, top), (right, bottom), (left, bottom))
        start = round(turn / 90) % 4
        order = [points[(index - start) % 4] for index in range(4)]
        return tuple(value for point in order for value in self.place(*point))  # type: ignore[return-value]


def words(page: pdfium.PdfPage, frame: Frame) -> list[Word]:
    """Every visible word of the layer, in the order the layer holds them; confidence 99.9 throughout: it was not guessed."""
    textpage = page.get_textpage()
    try:
        return [word for word in _words(textpage, frame) if _on_page(word)]
    finally:
        textpage.close()


def _on_page(word: Word) -> bool:
    across = sum(word.corners[::2]) / 4
    down = sum(word.corners[1::2]) / 4
    return 0 <= across <= 1 and 0 <= down <= 1


def _words(textpage: pdfium.PdfTextPage, frame: Frame) -> Iterator[Word]:
    count = textpage.count_chars()
    text = textpage.get_text_range() if count else ""
    if len(text) != count:
        text = "".join(chr(pdf.FPDFText_GetUnicode(textpage, index) or 0x20) for index in range(count))
    boxes = _character_boxes(textpage, text)
    run: list[int] = []
    for index in [*boxes, count]:
        if run and (index == count or index != run[-1] + 1 or _parted(boxes[run[-1]], boxes[index])):
            yield _word(textpage, text, run, boxes, frame)
            run = []
        run.append(index)


Box = tuple[float, float, float, float]
"""left, bottom, right, top in points."""


def _character_boxes(textpage: pdfium.PdfTextPage, text: str) -> dict[int, Box]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    read = pdf.FPDFText_GetCharBox
    boxes: dict[int, Box] = {}
    for index, character in enumerate(text):
        if not character.isspace() and character > " " and read(textpage, index, left, right, bottom, top):
            boxes[index] = (left.value, bottom.value, right.value, top.value)
    return boxes


def _parted(before: Box, after: Box) -> bool:
    """Whether two characters that follow one another in the layer stand apart on the page."""
    height = max(before[3] - before[1], after[3] - after[1], before[2] - before[0])
    across = max(after[0] - before[2], before[0] - after[2])
    down = max(after[1] - before[3], before[1] - after[3])
    return max(across, down) > max(GAP_BETWEEN_WORDS * height, 4.0)


def _word(textpage: pdfium.PdfTextPage, text: str, run: list[int], boxes: dict[int, Box], frame: Frame) -> Word:
    parts = [boxes[index] for index in run]
    left = min(part[0] for part in parts)
    bottom = min(part[1] for part in parts)
    right = max(part[2] for part in parts)
    top = max(part[3] for part in parts)
    turn = pdf.FPDFText_GetCharAngle(textpage, run[0])
    written = text[run[0] : run[-1] + 1].replace(HYPHEN_AT_LINE_END, "-")
    return Word(written, 99.9, frame.corners(left, bottom, right, top, turn * 57.29578))
