"""The PDF's own layer → pages of words, drawn crosses and the form's named values, placed as a person sees the page."""

import ctypes
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import pi

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from coverwatch.domain.evidence import Box
from coverwatch.reading.affine import Affine, levelled
from coverwatch.reading.drawn import drawn_crosses
from coverwatch.reading.form_values import named_values
from coverwatch.reading.page import NamedValue, Page, Word, overlap
from coverwatch.reading.pdfium import opened

GAP_BETWEEN_WORDS = 0.22  # of the type's height, between two letters of one string
SAME_BASELINE = 0.3  # of the type's height
SAMPLED_LETTERS = 40  # as many tell which way a page's text runs
DOUBLES_GRID = 250  # cells of a page's side in which doubles of a word are looked for: a fifth of a line
DOUBLE = 0.7  # of a word, covered by its double
HYPHEN_AT_LINE_END = "\ufffe"  # how pdfium hands out a hyphen that ends a line
CONFIDENCE = 0.99  # letters of a layer are exact; that the page shows them is told by its ink


@dataclass(frozen=True, slots=True)
class Frame:
    """From a page's user space (points, origin bottom left) to fractions of the page as shown, origin top left.

    `aspect` is its width over its height as shown, `quarters` how often it is turned clockwise to be shown.
    """

    to_shown: Affine
    aspect: float
    quarters: int

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> "Frame":
        box = pdfium_raw.FS_RECTF()
        pdfium_raw.FPDF_GetPageBoundingBox(page, box)
        width, height = max(box.right - box.left, 1e-6), max(box.top - box.bottom, 1e-6)
        flat = Affine(1 / width, 0, -box.left / width, 0, -1 / height, box.top / height)
        quarters = pdfium_raw.FPDFPage_GetRotation(page) % 4
        turned, aspect = levelled(-quarters * pi / 2, width / height)
        return cls(turned.after(flat) if quarters else flat, aspect, quarters)

    def box(self, left: float, bottom: float, right: float, top: float, more: Affine | None = None) -> Box:
        """A box of user space, as shown; `more` is done after."""
        place = more.after(self.to_shown) if more else self.to_shown
        (ax, ay), (bx, by) = place(left, top), place(right, bottom)
        return Box(min(ax, bx), min(ay, by), abs(bx - ax), abs(by - ay))


def pages_of(content: bytes) -> dict[int, Page]:
    """The pages of a PDF by number, each as its layer tells it; raises UnopenableDocumentError."""
    with opened(content) as document:
        return {index + 1: _page_or_fault(document, index) for index in range(len(document))}


def _page_or_fault(document: pdfium.PdfDocument, index: int) -> Page:
    try:
        return _page(document, index)
    except pdfium.PdfiumError:
        return Page(number=index + 1, source="digital", faults=(f"page {index + 1} of the file is broken",))


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
            words=tuple(_printed_once(words)),
            marks=tuple(drawn_crosses(page, frame.box)),
            named_values=named,
            aspect=aspect,
            to_upright=to_upright,
        )
    finally:
        page.close()


def _printed_once(words: Iterable[Word]) -> Iterator[Word]:
    """The words without their doubles: some programs print a word twice, a hair apart, to make it bold."""
    seen: dict[tuple[str, int, int], Box] = {}
    for word in words:
        key = word.text, round(word.box.left * DOUBLES_GRID), round(word.box.top * DOUBLES_GRID)
        if key not in seen or overlap(seen[key], word.box) < DOUBLE:
            seen[key] = word.box
            yield word


def _flattened(document: pdfium.PdfDocument, page: pdfium.PdfPage, index: int) -> pdfium.PdfPage:
    """The page with its form values and annotations made part of it, in memory only: FreeText annotations carry certificates too."""
    pdfium_raw.FPDFPage_Flatten(page, pdfium_raw.FLAT_NORMALDISPLAY)
    page.close()
    return document[index]


Corners = tuple[float, float, float, float]
"""left, bottom, right, top in points."""


_ALONG_THE_LINE: tuple[Callable[[Corners], Corners], ...] = (
    lambda box: box,
    lambda box: (-box[3], box[0], -box[1], box[2]),
    lambda box: (-box[2], -box[3], -box[0], -box[1]),
    lambda box: (box[1], -box[2], box[3], -box[0]),
)
"""By quarter turns clockwise that the line was given: a box as someone sees it whose page is turned so that the line runs level."""


def _words(page: pdfium.PdfPage, frame: Frame) -> tuple[float, tuple[Word, ...]]:
    text_page = page.get_textpage()
    try:
        drawn = _quarters(text_page)
        strings = list(_strings(text_page, drawn))
    finally:
        text_page.close()
    angle = ((frame.quarters + drawn) % 4) * pi / 2
    to_upright = levelled(angle, frame.aspect)[0] if angle else None
    return angle, tuple(_word(text, corners, frame, to_upright) for text, corners in strings)


def _quarters(text_page: pdfium.PdfTextPage) -> int:
    """Which way most letters run in user space, in quarter turns clockwise."""
    count = text_page.count_chars()
    step = max(count // SAMPLED_LETTERS, 1)
    angles = (pdfium_raw.FPDFText_GetCharAngle(text_page, i) for i in range(0, count, step))
    quarters = Counter(round(a / (pi / 2)) % 4 for a in angles if a >= 0)
    return quarters.most_common(1)[0][0] if quarters else 0


def _strings(text_page: pdfium.PdfTextPage, quarters: int) -> Iterator[tuple[str, Corners]]:
    """The layer's words in content order, each with its box in user space: letters that follow each other on one line without a gap.

    One loop, since a page has thousands of letters: `start`, `end`, `low`, `high` are the letter's as someone sees it whose page is turned
    so that the line runs level.
    """
    box = pdfium_raw.FS_RECTF()
    reference = ctypes.byref(box)
    unicode_of, box_of = pdfium_raw.FPDFText_GetUnicode, pdfium_raw.FPDFText_GetLooseCharBox
    handle, along = text_page.raw, _ALONG_THE_LINE[quarters] if quarters else None
    letters: list[str] = []
    left = bottom = right = top = last_end = last_low = size = 0.0
    for index in range(text_page.count_chars()):
        letter = chr(unicode_of(handle, index))
        if letter <= " " or letter.isspace() or not box_of(handle, index, reference):
            if letters:
                yield "".join(letters), (left, bottom, right, top)
                letters = []
            continue
        corners = box.left, box.bottom, box.right, box.top
        start, low, end, high = along(corners) if along else corners
        if letters and not (abs(low - last_low) < SAME_BASELINE * size and -0.5 * size < start - last_end < GAP_BETWEEN_WORDS * size):
            yield "".join(letters), (left, bottom, right, top)
            letters = []
        if letters:
            left, bottom = min(left, corners[0]), min(bottom, corners[1])
            right, top = max(right, corners[2]), max(top, corners[3])
        else:
            left, bottom, right, top = corners
        letters.append("-" if letter == HYPHEN_AT_LINE_END else letter)
        last_end, last_low, size = end, low, high - low
    if letters:
        yield "".join(letters), (left, bottom, right, top)


def _word(text: str, corners: Corners, frame: Frame, to_upright: Affine | None) -> Word:
    box = frame.box(*corners)
    return Word(text, box, CONFIDENCE, frame.box(*corners, more=to_upright) if to_upright else box)
