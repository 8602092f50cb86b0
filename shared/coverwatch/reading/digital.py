"""The PDF's own layer → pages of words, drawn crosses and the form's named values, placed as a person sees the page."""

import ctypes
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import pi

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from coverwatch.domain.evidence import Box
from coverwatch.reading.affine import Affine, levelled
from coverwatch.reading.drawn import drawn_crosses
from coverwatch.reading.form_values import named_values
from coverwatch.reading.page import NamedValue, Page, Word
from coverwatch.reading.pdfium import opened

GAP_BETWEEN_WORDS = 0.22  # of the type's height, between two letters of one string
SAME_BASELINE = 0.3  # of the type's height
SAMPLED_LETTERS = 40  # as many tell which way a page's text runs
HYPHEN_AT_LINE_END = "\ufffe"  # how pdfium hands out a hyphen that ends a line
CONFIDENCE = 0.99  # letters of a layer are exact; that the page shows them is told by its ink


@dataclass(frozen=True, slots=True)
class Frame:
    """From a page's user space (points, origin bottom left) to fractions of the page as shown, origin top left."""

    to_shown: Affine
    aspect: float

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> "Frame":
        box = pdfium_raw.FS_RECTF()
        pdfium_raw.FPDF_GetPageBoundingBox(page, box)
        width, height = max(box.right - box.left, 1e-6), max(box.top - box.bottom, 1e-6)
        flat = Affine(1 / width, 0, -box.left / width, 0, -1 / height, box.top / height)
        quarters = pdfium_raw.FPDFPage_GetRotation(page) % 4
        turned, aspect = levelled(-quarters * pi / 2, width / height)
        return cls(turned.after(flat) if quarters else flat, aspect)

    def box(self, left: float, bottom: float, right: float, top: float, more: Affine | None = None) -> Box:
        """A box of user space, as shown; `more` is done after."""
        place = more.after(self.to_shown) if more else self.to_shown
        (ax, ay), (bx, by) = place(left, top), place(right, bottom)
        return Box(min(ax, bx), min(ay, by), abs(bx - ax), abs(by - ay))


def pages_of(content: bytes) -> dict[int, Page]:
    """The pages of a PDF by number, each as its layer tells it; raises UnopenableDocumentError."""
    with opened(content) as document:
        return {index + 1: _page(document, index) for index in range(len(document))}


def _page(document: pdfium.PdfDocument, index: int) -> Page:
    page = document[index]
    try:
        named: Mapping[str, NamedValue] = {}
        frame = Frame.of(page)
        if pdfium_raw.FPDFPage_GetAnnotCount(page) > 0:
            named = named_values(page, frame.box)
            page = _flattened(document, page, index)
        angle, words = _words(page, frame)
        to_upright, aspect = levelled(angle, frame.aspect) if angle else (Affine(), frame.aspect)
        return Page(
            number=index + 1,
            source="digital",
            words=words,
            marks=tuple(drawn_crosses(page, frame.box)),
            named_values=named,
            aspect=aspect,
            to_upright=to_upright,
        )
    finally:
        page.close()


def _flattened(document: pdfium.PdfDocument, page: pdfium.PdfPage, index: int) -> pdfium.PdfPage:
    """The page with its form values and annotations made part of it, in memory only: FreeText annotations carry certificates too."""
    pdfium_raw.FPDFPage_Flatten(page, pdfium_raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


@dataclass(slots=True)
class _Letter:
    text: str
    left: float
    bottom: float
    right: float
    top: float


def _words(page: pdfium.PdfPage, frame: Frame) -> tuple[float, tuple[Word, ...]]:
    text_page = page.get_textpage()
    try:
        angle = _angle(text_page, frame)
        strings = list(_strings(text_page, upright=not angle))
    finally:
        text_page.close()
    to_upright = levelled(angle, frame.aspect)[0] if angle else None
    return angle, tuple(_word(s, frame, to_upright) for s in strings)


def _angle(text_page: pdfium.PdfTextPage, frame: Frame) -> float:
    """Which way most letters run as shown, to a quarter turn, in radians clockwise."""
    count = text_page.count_chars()
    step = max(count // SAMPLED_LETTERS, 1)
    angles = (pdfium_raw.FPDFText_GetCharAngle(text_page, i) for i in range(0, count, step))
    quarters = Counter(round(a / (pi / 2)) % 4 for a in angles if a >= 0)
    drawn = quarters.most_common(1)[0][0] if quarters else 0
    across, down = frame.to_shown.a, frame.to_shown.d
    shown = 0 if abs(across) > abs(down) and across > 0 else 2 if abs(across) > abs(down) else 1 if down > 0 else 3
    return ((shown - drawn) % 4) * pi / 2


def _strings(text_page: pdfium.PdfTextPage, *, upright: bool) -> Iterator[list[_Letter]]:
    held: list[_Letter] = []
    for letter in _letters(text_page):
        if held and (letter is None or (upright and not _continues(held[-1], letter))):
            yield held
            held = []
        if letter is not None:
            held.append(letter)
    if held:
        yield held


def _letters(text_page: pdfium.PdfTextPage) -> Iterator[_Letter | None]:
    """The layer's letters in content order, in points; None where a string ends."""
    box = pdfium_raw.FS_RECTF()
    reference = ctypes.byref(box)
    unicode_of, box_of = pdfium_raw.FPDFText_GetUnicode, pdfium_raw.FPDFText_GetLooseCharBox
    handle = text_page.raw
    for index in range(text_page.count_chars()):
        text = chr(unicode_of(handle, index))
        if text <= " " or text.isspace() or not box_of(handle, index, reference):
            yield None
        else:
            yield _Letter("-" if text == HYPHEN_AT_LINE_END else text, box.left, box.bottom, box.right, box.top)


def _continues(last: _Letter, letter: _Letter) -> bool:
    size = last.top - last.bottom
    return abs(letter.bottom - last.bottom) < SAME_BASELINE * size and -0.5 * size < letter.left - last.right < GAP_BETWEEN_WORDS * size


def _word(letters: list[_Letter], frame: Frame, to_upright: Affine | None) -> Word:
    corners = (
        min(c.left for c in letters),
        min(c.bottom for c in letters),
        max(c.right for c in letters),
        max(c.top for c in letters),
    )
    box = frame.box(*corners)
    return Word("".join(c.text for c in letters), box, CONFIDENCE, frame.box(*corners, more=to_upright) if to_upright else box)
