"""The PDF's own layer → pages of words with boxes and the form's named values, as a person sees the page."""

import ctypes
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from coverwatch.domain.evidence import Box
from coverwatch.reading.page import Page, Word

GAP_BETWEEN_WORDS = 0.22  # of the type's height, between two letters of one string


def pages_of(document: pdfium.PdfDocument) -> Iterator[Page]:
    """The pages of an open document, in order; a page without a layer has no words."""
    for index in range(len(document)):
        page = document[index]
        try:
            yield Page(number=index + 1, source="digital", words=tuple(_words(page)))
        finally:
            page.close()


class _Letter:
    __slots__ = ("bottom", "left", "right", "text", "top")

    def __init__(self, text: str, left: float, top: float, right: float, bottom: float) -> None:
        self.text, self.left, self.top, self.right, self.bottom = text, left, top, right, bottom


def _letters(page: pdfium.PdfPage) -> Iterator[_Letter | None]:
    """The layer's letters in content order, in fractions of the page; None where a string ends."""
    width, height = page.get_size()
    text_page = page.get_textpage()
    box = pdfium_c.FS_RECTF()
    try:
        for index in range(text_page.count_chars()):
            letter = chr(pdfium_c.FPDFText_GetUnicode(text_page, index))
            if letter.isspace() or pdfium_c.FPDFText_IsGenerated(text_page, index) == 1:
                yield None
                continue
            if not pdfium_c.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
                continue
            yield _Letter(letter, box.left / width, 1 - box.top / height, box.right / width, 1 - box.bottom / height)
    finally:
        text_page.close()


def _words(page: pdfium.PdfPage) -> Iterator[Word]:
    width, height = page.get_size()
    held: list[_Letter] = []
    for letter in _letters(page):
        if held and (letter is None or not _continues(held[-1], letter, width / height)):
            yield _word(held)
            held = []
        if letter is not None:
            held.append(letter)
    if held:
        yield _word(held)


def _continues(last: _Letter, letter: _Letter, stretch: float) -> bool:
    size = last.bottom - last.top
    gap = (letter.left - last.right) * stretch
    return abs(letter.bottom - last.bottom) < 0.3 * size and -0.5 * size < gap < GAP_BETWEEN_WORDS * size


def _word(letters: list[_Letter]) -> Word:
    left, top = min(c.left for c in letters), min(c.top for c in letters)
    box = Box(left, top, max(c.right for c in letters) - left, max(c.bottom for c in letters) - top)
    return Word("".join(c.text for c in letters), box)
