"""A document's bytes into pages: what it is, whether Textract takes it, what is on it."""

from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdf

from . import lines, text_layer
from .errors import TextractError
from .page import Page


def read(content: bytes) -> Iterator[tuple[int, Page]]:
    """Yields (how many pages there are, page) for every page in turn."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as broken:
        raise TextractError("UnsupportedDocumentException", "Request has unsupported document format") from broken
    with document:
        document.init_forms()
        for index in range(len(document)):
            yield len(document), _page(document, index)


def _page(document: pdfium.PdfDocument, index: int) -> Page:
    page = document[index]
    if pdf.FPDFPage_GetAnnotCount(page) and pdf.FPDFPage_Flatten(page, pdf.FLAT_NORMALDISPLAY) == pdf.FLATTEN_SUCCESS:
        page.close()
        page = document[index]
    found = text_layer.words(page, text_layer.Frame.of(page))
    page.close()
    return lines.compose(found)
