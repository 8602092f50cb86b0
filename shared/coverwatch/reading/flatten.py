"""A copy of a document that Textract accepts, and that shows what a person sees."""

import io
from collections.abc import Iterable

import pypdfium2
import pypdfium2.raw as pdfium_raw
from PIL import Image, ImageChops

from coverwatch.reading.file_type import kind_of
from coverwatch.reading.images import fitting_picture, page_images
from coverwatch.reading.pdfium import PDFIUM, Document, opened, picture

PICTURE_DPI = 300
"""Of pages that become pictures, and of images that become pages: 10,000 dots are then 33 inches, of Textract's 40."""

_COMPARED_DPI = 75
_INK_FROM_PAPER = 100
"""Steps of gray by which a dot must differ to count: ink against paper, not one shade of a rule against another."""
_DIFFERING_DOTS = 12
"""At 75 dpi; one lost letter of 8 point has 15 to 25."""


def flatten(content: bytes) -> bytes:
    """A PDF without encryption, form, script or attachment: what they showed is part of the page, and the text layer stays.

    Each page of the copy is compared with the original as drawn; one that differs becomes a picture of the original instead. Images
    become upright pages. Raises UnopenableDocumentError or OSError for what `inspect` would have refused.
    """
    with PDFIUM:
        copy = pypdfium2.PdfDocument.new()
        try:
            if kind_of(content) == "pdf":
                _copy_pages(content, copy)
            else:
                _add_pictures(copy, page_images(content))
            output = io.BytesIO()
            copy.save(output)
        finally:
            copy.close()
    return output.getvalue()


def _copy_pages(content: bytes, copy: pypdfium2.PdfDocument) -> None:
    shown: list[tuple[Image.Image, Image.Image]] = []
    with opened(content) as document:
        for page in document:
            shown.append((picture(page, _COMPARED_DPI, gray=True), picture(page, _COMPARED_DPI, gray=True, forms=False)))
            pdfium_raw.FPDFPage_Flatten(page, pdfium_raw.FLAT_NORMALDISPLAY)
            page.close()
        imported = _imported(document, copy)
    if not imported:
        _add_pictures(copy, (_picture_of(content, index) for index in range(len(shown))))
        return
    for index, (before, underneath) in enumerate(shown):
        copied = copy[index]
        after = picture(copied, _COMPARED_DPI, gray=True)
        copied.close()
        if not _shows_the_same(before, underneath, after):
            del copy[index]
            _add_pictures(copy, [_picture_of(content, index)], index)


def _imported(document: Document, copy: pypdfium2.PdfDocument) -> bool:
    """All pages at once, so that fonts they share are copied once; False for what pdfium can draw but not copy."""
    try:
        copy.import_pages(document, list(range(len(document))))
    except pypdfium2.PdfiumError:
        for _ in range(len(copy)):
            del copy[0]
    return len(copy) == len(document) > 0


def _shows_the_same(before: Image.Image, underneath: Image.Image, after: Image.Image) -> bool:
    """Nothing that was drawn is missing, and nothing has come that neither the form nor the page below it showed.

    pdfium draws a gray frame of its own over boxes that are not ticked, so the page below counts as seen.
    """
    if before.size != after.size:
        return False
    lost = ImageChops.subtract(after, before)
    gained = ImageChops.subtract(ImageChops.darker(before, underneath), after)
    return all(sum(each.histogram()[_INK_FROM_PAPER:]) <= _DIFFERING_DOTS for each in (lost, gained))


def _picture_of(content: bytes, index: int) -> Image.Image:
    """From the document opened anew: the page that was flattened is no longer what it was."""
    with opened(content) as document:
        page = document[index]
        image = fitting_picture(page, PICTURE_DPI, gray=False)
        page.close()
    return image


def _add_pictures(copy: pypdfium2.PdfDocument, images: Iterable[Image.Image], place: int | None = None) -> None:
    """Each on a page of its own, at the end unless a place is given."""
    for image in images:
        code = io.BytesIO()
        image.save(code, format="JPEG", quality=92, subsampling=0)
        drawn = pypdfium2.PdfImage.new(copy)
        drawn.load_jpeg(code, inline=True, autoclose=True)
        width, height = (side * 72 / PICTURE_DPI for side in image.size)
        drawn.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        page = copy.new_page(width, height, place)
        page.insert_obj(drawn)
        page.gen_content()
        page.close()
