"""A document's bytes into pages: what it is, whether Textract takes it, what is on it."""

import io
from collections.abc import Iterator

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdf
from PIL import Image, ImageOps, ImageSequence

from . import appearances, digital, limits, scan, text_layer
from .compose import compose
from .errors import TextractError
from .ocr import Ocr
from .order import Order
from .page import Page
from .straighten import Picture

MOST_PAGES = 3000
MOST_PIXELS = 10_000
"""On a side, of a picture."""

LONGEST_SIDE = 9_000.0
"""Points, of a PDF's page."""

SCAN_RESOLUTION = (150.0, 220.0, 300.0)
"""Dots per inch at which a PDF's page is looked at as a picture: least, where nothing tells, most."""

MOST_RENDERED = 4_400
"""Pixels of the longer side of a rendered page."""

LEAST_LETTERS = 12
"""A layer of fewer letters is a stamp on a scan, not the page's text."""


def read(content: bytes, order: Order, ocr: Ocr) -> Iterator[int | Page]:
    """First how many pages there are, then every page from `order.first` on; TextractError when the document is refused."""
    return _pdf(content, order, ocr) if limits.kind(content) == "pdf" else _pictures(content, order, ocr)


def _pdf(content: bytes, order: Order, ocr: Ocr) -> Iterator[int | Page]:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as broken:
        raise _refusal() from broken
    with document:
        if pdf.FPDF_GetSecurityHandlerRevision(document) >= 0 or document.get_formtype() in (
            pdf.FORMTYPE_XFA_FULL,
            pdf.FORMTYPE_XFA_FOREGROUND,
        ):
            raise TextractError("UnsupportedDocumentException", "Request has unsupported document format")
        _check_count(len(document), order)
        yield len(document)
        document.init_forms()
        for index in range(order.first - 1, len(document)):
            yield _pdf_page(document, index, order, ocr)


def _refusal() -> TextractError:
    locked = pdf.FPDF_GetLastError() == pdf.FPDF_ERR_PASSWORD
    if locked:
        return TextractError("UnsupportedDocumentException", "Request has unsupported document format")
    return TextractError("BadDocumentException", "The document cannot be read")


def _check_count(pages: int, order: Order) -> None:
    if pages < 1:
        raise TextractError("BadDocumentException", "The document has no pages")
    if order.synchronous and pages > 1:
        raise TextractError("UnsupportedDocumentException", "Request has unsupported document format")
    if pages > MOST_PAGES:
        raise TextractError("DocumentTooLargeException", f"The document has more than {MOST_PAGES} pages")


def _pdf_page(document: pdfium.PdfDocument, index: int, order: Order, ocr: Ocr) -> Page:
    try:
        page = appearances.drawn(document, index)
    except pdfium.PdfiumError as broken:
        raise TextractError("BadDocumentException", f"Page {index + 1} cannot be read") from broken
    try:
        width, height = page.get_size()
        if not (1 <= width <= LONGEST_SIDE and 1 <= height <= LONGEST_SIDE):
            raise TextractError("BadDocumentException", f"Page {index + 1} has no size that Textract reads")
        layer = text_layer.words(page, text_layer.Frame.of(page)) if not order.rasterise else []
        if sum(len(word.text) for word in layer) >= LEAST_LETTERS:
            sheet, sideways = digital.read(page, layer)
            if not digital.much_unread(sheet):
                return compose(sheet, [(word, digital.CERTAIN) for word in sideways], analysed=order.analysed)
        resolution = min(_resolution(page), MOST_RENDERED / max(width, height) * 72)
        sheet = scan.read(digital.picture(page, resolution).picture, ocr, max(width, height))
        digital.prefer_layer(sheet, layer)
        return compose(sheet, analysed=order.analysed)
    finally:
        page.close()


def _resolution(page: pdfium.PdfPage) -> float:
    """Of the picture that fills the page, if one does."""
    least, usual, most = SCAN_RESOLUTION
    best = 0.0
    for picture in page.get_objects(filter=[pdf.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = picture.get_bounds()
        pixels = max(picture.get_px_size())
        if max(right - left, top - bottom) > 0.5 * max(page.get_size()):
            best = max(best, pixels / max(right - left, top - bottom) * 72)
    return min(max(best, least), most) if best else usual


def _pictures(content: bytes, order: Order, ocr: Ocr) -> Iterator[int | Page]:
    Image.MAX_IMAGE_PIXELS = None  # sizes are checked here, before anything is unpacked
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF")) as file:
            pages = getattr(file, "n_frames", 1) if file.format == "TIFF" else 1
            _check_count(pages, order)
            yield pages
            for number, frame in zip(range(1, pages + 1), ImageSequence.Iterator(file)):
                if number >= order.first:
                    if max(frame.size) > MOST_PIXELS:
                        raise TextractError("DocumentTooLargeException", f"The picture is more than {MOST_PIXELS} pixels wide or high")
                    yield compose(scan.read(_grey(frame), ocr, _length(frame)), analysed=order.analysed)
    except (OSError, SyntaxError, ValueError) as broken:
        raise TextractError("BadDocumentException", "The picture cannot be read") from broken


def _length(frame: Image.Image) -> float:
    """What the picture's longer side measures, in points, as far as it says so itself; 0 otherwise."""
    resolution = min(frame.info.get("dpi", (0, 0)))
    return max(frame.size) / float(resolution) * 72 if resolution else 0.0


def _grey(frame: Image.Image) -> Picture:
    """The picture as a viewer shows it, on white, no larger than a page at 400 dots per inch."""
    upright = ImageOps.exif_transpose(frame)
    if upright.mode.startswith("I;16"):
        upright = upright.point(lambda value: value / 256).convert("L")
    if "A" in upright.getbands() or "transparency" in upright.info:
        opaque = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", opaque.size, "white"), opaque)
    grey = upright.convert("L")
    grey.thumbnail((MOST_RENDERED, MOST_RENDERED))
    return np.array(grey)
