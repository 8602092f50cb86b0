"""The three witnesses of a document's pages: its own layer, Textract's blocks, and, drawn only when asked for, its pictures."""

import warnings
from collections.abc import Mapping, Sequence
from typing import Any

import pypdfium2
from PIL import Image

from coverwatch.reading import digital, textract
from coverwatch.reading.file_type import kind_of
from coverwatch.reading.images import page_images
from coverwatch.reading.page import Page
from coverwatch.reading.pdfium import UnopenableDocumentError, opened, picture

INK_DPI = 200
MOST_PIXELS = 12_000_000  # of a page's picture: a letter page at 360 dots per inch; larger ones are drawn at fewer dots

Responses = Sequence[Mapping[str, Any]]


class Sources:
    """A document's pages, by number from 1, from each source that has them. Nothing here raises for a bad document or bad blocks."""

    def __init__(self, content: bytes, detected: Responses, analyzed: Responses) -> None:
        self._content = content
        self._is_pdf = kind_of(content) == "pdf"
        self._drawn: dict[int, Image.Image] = {}
        self.faults: tuple[str, ...] = ()
        self.layer = self._layer() if self._is_pdf else {}
        self.faults += tuple(fault for page in self.layer.values() for fault in page.faults)
        aspects = {n: page.shown_aspect for n, page in self.layer.items()} if self._is_pdf else self._image_aspects()
        self.job_faults = tuple(fault for jobs in (detected, analyzed) for fault in textract.job_faults(jobs))
        found, looked = textract.pages_of(detected, aspects), textract.pages_of(analyzed, aspects)
        numbers = sorted(found.keys() | looked.keys())
        self.words: dict[int, Page] = {n: p for n in numbers if (p := textract.joined(found.get(n), looked.get(n))) is not None}
        self.analyzed = frozenset(looked)
        self.count = len(aspects) or max(numbers, default=0)

    def pages(self, number: int) -> list[Page]:
        """What each source that has the page sees of it."""
        return [page for page in (self.layer.get(number), self.words.get(number)) if page is not None]

    def picture(self, number: int) -> Image.Image | None:
        """The page as a person sees it, grey; None when it can't be drawn."""
        if not self._is_pdf:
            return self._drawn.get(number)
        try:
            with opened(self._content) as document:
                page = document[number - 1]
                try:
                    width, height = page.get_size()
                    dpi = min(INK_DPI, (MOST_PIXELS * 72 * 72 / (width * height)) ** 0.5)
                    return picture(page, dpi, gray=True)
                finally:
                    page.close()
        except (UnopenableDocumentError, pypdfium2.PdfiumError, IndexError, OSError, ValueError, MemoryError):
            return None

    def _layer(self) -> dict[int, Page]:
        try:
            return digital.pages_of(self._content)
        except UnopenableDocumentError:
            self.faults = ("the document cannot be opened",)
            return {}

    def _image_aspects(self) -> dict[int, float]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)  # Pillow's, of tags that are broken: the picture is what counts
                self._drawn = dict(enumerate(page_images(self._content, INK_DPI, gray=True), 1))
        except (OSError, ValueError, SyntaxError, MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
            self.faults = ("the document cannot be opened",)
        return {n: image.width / image.height for n, image in self._drawn.items()}
